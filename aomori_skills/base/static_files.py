"""Static files that come out of Python packages which are no Django apps."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import Error
from django.core.files.storage import FileSystemStorage


class PackageFileFinder(BaseFinder):
    """Finds exactly the files named in ``settings.PACKAGE_STATIC_FILES``.

    The setting maps a prefix below ``static/`` to a folder and the file names to take from it, so
    that a package of hundreds of variants adds the two or three files that a page loads.
    """

    def __init__(self, app_names=None, *args, **kwargs):
        self.sources = {}
        for prefix, (folder, names) in settings.PACKAGE_STATIC_FILES.items():
            storage = FileSystemStorage(location=folder)
            storage.prefix = prefix
            self.sources[prefix] = (storage, names)
        super().__init__(*args, **kwargs)

    def check(self, **kwargs):
        return [
            Error(f"PACKAGE_STATIC_FILES: {storage.path(name)} does not exist.", id="base.E001")
            for storage, names in self.sources.values()
            for name in names
            if not storage.exists(name)
        ]

    def find(self, path, find_all=False, **kwargs):
        found = [
            storage.path(name)
            for prefix, (storage, names) in self.sources.items()
            for name in names
            if Path(prefix, name) == Path(path)
        ]
        if find_all:
            return found
        return found[0] if found else []

    def list(self, ignore_patterns):
        for storage, names in self.sources.values():
            for name in names:
                yield name, storage
