"""Papers of people are readable by the office's own account only."""

import stat

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage


def test_a_stored_file_and_its_folder_are_for_the_owner_only():
    name = default_storage.save("papers/of/somebody.pdf", ContentFile(b"%PDF"))
    path = settings.FILES_ROOT / name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [stat.S_IMODE(folder.stat().st_mode) for folder in path.parents[:2]] == [0o700, 0o700]
    default_storage.delete(name)
