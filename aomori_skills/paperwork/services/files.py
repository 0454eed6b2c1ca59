"""Tidying the file store: files of transactions that were rolled back belong to nobody."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.utils import timezone

from aomori_skills.paperwork.models import Attachment, OfficialDocument

GRACE = timedelta(days=1)


def sweep(*, older_than: timedelta = GRACE) -> int:
    """Delete stored files that no row names; return their number.

    Such a file can't be reached by anybody. Fresh ones are left alone: their transaction may
    still be running.
    """
    limit = timezone.now() - older_than
    return sum(_sweep(model, limit) for model in (OfficialDocument, Attachment))


def _sweep(model, limit) -> int:
    found = [
        path
        for path in _files_below(model.FOLDER)
        if default_storage.get_modified_time(path) < limit
    ]
    named = set(model.objects.values_list("file", flat=True))
    orphans = [path for path in found if path not in named]
    for path in orphans:
        default_storage.delete(path)
    return len(orphans)


def _files_below(folder: str):
    if not default_storage.exists(folder):
        return
    folders, files = default_storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in files)
    for name in folders:
        yield from _files_below(f"{folder}/{name}")
