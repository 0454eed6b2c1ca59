"""A file kept under a random name, with the digest that proves it unchanged."""

import hashlib
from pathlib import PurePath
from secrets import token_hex

from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Q


class FileDamaged(Exception):
    """A stored file that is gone or changed; its text is a sentence for the user."""


def random_name(stored, filename: str) -> str:
    """Folder of the kind of file and a name that can't be guessed; only the suffix is kept."""
    name = token_hex(16)
    return f"{stored.FOLDER}/{name[:2]}/{name}{PurePath(filename).suffix.lower()}"


class StoredFile(models.Model):
    """A row with one file, which never changes; subclasses name their ``FOLDER``."""

    file = models.FileField("ファイル", upload_to=random_name, max_length=100, editable=False)
    content_type = models.CharField("ファイルの種類", max_length=100, editable=False)
    size = models.PositiveIntegerField("大きさ（バイト）", editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="%(class)s_has_digest"
            ),
            models.CheckConstraint(
                condition=Q(size__gt=0) & ~Q(file=""), name="%(class)s_has_file"
            ),
        ]

    def insert_with(self, content: bytes, *, suffix: str, content_type: str) -> None:
        """Write the file and insert the row; if the row is refused, the file is gone again."""
        self.content_type, self.size = content_type, len(content)
        self.sha256 = hashlib.sha256(content).hexdigest()
        self.file.save(f"file{suffix}", ContentFile(content), save=False)
        try:
            self.save(force_insert=True)
        except BaseException:
            self.file.storage.delete(self.file.name)
            raise

    def read(self) -> bytes:
        """The stored bytes, byte for byte as they were written, or FileDamaged."""
        try:
            with self.file.storage.open(self.file.name) as stored:
                content = stored.read()
        except OSError as error:
            raise FileDamaged(
                f"「{self}」のファイルが見つかりません。管理者に連絡し、バックアップから戻してください。"
            ) from error
        if hashlib.sha256(content).hexdigest() != self.sha256:
            raise FileDamaged(
                f"「{self}」のファイルが保存したときの内容と異なるため、開けません。"
                "管理者に連絡し、バックアップから戻してください。"
            )
        return content
