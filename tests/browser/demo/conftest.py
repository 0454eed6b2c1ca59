"""The demo office of one day: loaded once, and played on in a fresh copy by each test."""

from copy import deepcopy
from shutil import copytree

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings

from tests import demo_office
from tests.browser.demo import copies
from tests.factories.office import PASSWORD


@pytest.fixture(scope="session")
def loaded_demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The database and the files of the demo; nobody changes them."""
    ours, files = connection.settings_dict["NAME"], tmp_path_factory.mktemp("demo_files")
    name = f"{ours}_demo"
    with django_db_blocker.unblock():
        copies.create(name, of=ours)
        with copies.connected_to(name), files_in(files):
            demo_office.load(PASSWORD)
    yield name, files
    with django_db_blocker.unblock():
        copies.drop(name)


@pytest.fixture
def office(loaded_demo, transactional_db, tmp_path):
    """The demo office at nine o'clock, untouched."""
    original, files = loaded_demo
    name = f"{original}_played"
    copytree(files, tmp_path / "files")
    copies.create(name, of=original)
    with copies.connected_to(name), files_in(tmp_path / "files"), demo_office.at_nine():
        yield
    copies.drop(name)


def files_in(folder):
    """While the block runs, the office's files lie in ``folder``."""
    storages = deepcopy(settings.STORAGES)
    storages["default"]["OPTIONS"]["location"] = folder
    return override_settings(STORAGES=storages)
