"""Static files collected for serving, and collected again only when one of them has changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def is_outdated() -> bool:
    stamp = _stamp()
    return not stamp.exists() or stamp.read_text() != _fingerprint()


def collect() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)
    _stamp().write_text(_fingerprint())


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / ".sources"


def _fingerprint() -> str:
    """Name, size and time of every source, the packages' files among them."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = Path(storage.path(name)).stat()
            digest.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return digest.hexdigest()
