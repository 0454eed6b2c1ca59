"""Files that came in or were made to go out, kept with the record they belong to."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from aomori_skills.base import history
from aomori_skills.paperwork.models.stored_file import StoredFile
from aomori_skills.paperwork.querysets import AttachmentQuerySet


@history.tracked(exclude=("file",))
class Attachment(StoredFile):
    """One file; the record it belongs to points here and answers for who may read it."""

    FOLDER = "attachments"

    original_name = models.CharField("ファイル名", max_length=150)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="登録者"
    )
    uploaded_at = models.DateTimeField("登録日時", default=timezone.now, editable=False)
    removed_at = models.DateTimeField("取り外した日時", null=True, blank=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="取り外した人",
    )

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = "添付ファイル"
        verbose_name_plural = "添付ファイル"
        ordering = ("pk",)
        constraints = [
            *StoredFile.Meta.constraints,
            models.CheckConstraint(condition=~Q(original_name=""), name="attachment_has_name"),
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True, removed_by__isnull=True)
                | Q(removed_at__isnull=False, removed_by__isnull=False),
                name="attachment_removed_by_somebody",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="attachment_as_stored", exclude=["removed_at", "removed_by"])
        ]

    def __str__(self):
        return self.original_name

    @property
    def file_name(self) -> str:
        """The name of the downloaded file."""
        return self.original_name

    @property
    def is_removed(self) -> bool:
        return self.removed_at is not None
