"""退避: everything comes back, and nothing is overwritten."""

import os
import subprocess
import sys
import tarfile
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg2
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from aomori_skills.front import backup
from aomori_skills.office.models import SubmittedForm
from aomori_skills.paperwork.services import attachments
from tests.factories.office import UserFactory

CONTENT = b"%PDF-1.4 \xe5\x90\x88\xe6\xa0\xbc\xe8\xa8\xbc\xe6\x9b\xb8"


@pytest.fixture
def other_database(transactional_db):
    """The name of an empty database beside the tests' own."""
    name = f"{connection.settings_dict['NAME']}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'drop database if exists "{name}"')
        cursor.execute(f'create database "{name}"')
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f'drop database "{name}" with (force)')


def restore_into(name: str, archive: Path, files: Path):
    """``manage.py restore`` in a process that has the database ``name``."""
    known = connection.get_connection_params()
    url = f"postgresql://{known['user']}@/{quote(known['host'])}/{name}"
    return subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", "restore", archive],
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "aomori_skills.settings",
            "DATABASE_URL": url,
            "FILES_ROOT": str(files),
        },
        capture_output=True,
        text=True,
        check=False,
    )


def leftovers():
    """A file of a transaction that was undone, and the token of a form sent long ago."""
    orphan = default_storage.save("attachments/orphan.pdf", ContentFile(CONTENT))
    long_ago = (timezone.now() - timedelta(days=3)).timestamp()
    os.utime(default_storage.path(orphan), (long_ago, long_ago))
    sent = SubmittedForm.objects.create(token=uuid4(), by=UserFactory(tanto=True))
    SubmittedForm.objects.filter(pk=sent.pk).update(at=timezone.now() - timedelta(days=3))
    return orphan


@pytest.mark.django_db
def test_tidying_forgets_what_nobody_can_reach_and_nothing_else(capsys):
    call_command("tidy")
    capsys.readouterr()
    paper = attachments.keep(
        CONTENT, name="合格証書.pdf", content_type="application/pdf", by=UserFactory(tanto=True)
    )
    fresh = SubmittedForm.objects.create(token=uuid4(), by=UserFactory(tanto=True))
    orphan = leftovers()

    call_command("tidy")

    assert capsys.readouterr().out == (
        "古い処理の結果0件、使われていないファイル1件、古い送信の控え1件を削除しました。\n"
    )
    assert not default_storage.exists(orphan)
    assert default_storage.exists(paper.file.name)
    assert list(SubmittedForm.objects.all()) == [fresh]


def test_a_backup_tidies_first(tmp_path, transactional_db):
    orphan = leftovers()

    call_command("backup", tmp_path)

    assert not default_storage.exists(orphan)
    with tarfile.open(next(tmp_path.glob("*.tar.gz"))) as archive:
        assert f"files/{orphan}" not in archive.getnames()


def test_rows_and_files_come_back_into_an_empty_office(tmp_path, other_database):
    paper = attachments.keep(
        CONTENT, name="合格証書.pdf", content_type="application/pdf", by=UserFactory(tanto=True)
    )
    archive, files = tmp_path / "office.tar.gz", tmp_path / "files"
    backup.write(archive)

    first = restore_into(other_database, archive, files)
    second = restore_into(other_database, archive, files)

    assert (first.returncode, first.stderr) == (0, "")
    with psycopg2.connect(
        **{**connection.get_connection_params(), "dbname": other_database, "cursor_factory": None}
    ) as restored:
        cursor = restored.cursor()
        cursor.execute("select original_name, file from paperwork_attachment")
        assert cursor.fetchall() == [("合格証書.pdf", paper.file.name)]
    assert (files / paper.file.name).read_bytes() == CONTENT
    assert second.returncode != 0
    assert "データベースが空ではないため、戻せません。" in second.stderr


@pytest.mark.django_db
def test_the_archive_is_for_its_owner_only_and_never_overwritten(tmp_path):
    archive = tmp_path / "office.tar.gz"
    backup.write(archive)

    assert archive.stat().st_mode & 0o777 == 0o600
    assert sorted(tmp_path.iterdir()) == [archive]
    with pytest.raises(backup.BackupProblem, match="すでにあります"):
        backup.write(archive)


def test_an_archive_cannot_write_outside_its_folder(tmp_path):
    archive, folder = tmp_path / "office.tar.gz", tmp_path / "inside"
    folder.mkdir()
    with tarfile.open(archive, "w:gz") as made:
        made.addfile(tarfile.TarInfo("files/paper.pdf"))
        made.addfile(tarfile.TarInfo("../outside"))

    with pytest.raises(tarfile.TarError, match="outside"), tarfile.open(archive) as read:
        backup._unpack(read, folder)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inside", "office.tar.gz"]
    assert (folder / "files/paper.pdf").stat().st_mode & 0o777 == 0o600


@pytest.mark.django_db
def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="というフォルダーがありません"):
        call_command("backup", tmp_path / "nowhere")


@pytest.mark.django_db
def test_an_office_with_records_is_not_overwritten(tmp_path):
    archive = tmp_path / "office.tar.gz"
    backup.write(archive)

    with pytest.raises(CommandError, match="データベースが空ではない"):
        call_command("restore", archive)
