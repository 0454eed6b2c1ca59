"""Static files are collected again when, and only when, one of them has changed."""

import os

import pytest
from django.contrib.staticfiles.finders import get_finder

from aomori_skills import collected_static


@pytest.fixture
def sources(tmp_path, settings):
    """A folder with one sheet as the only source."""
    folder = tmp_path / "sources"
    folder.mkdir()
    (folder / "page.css").write_text("p { color: red }")
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATICFILES_DIRS = [folder]
    settings.STATIC_ROOT = tmp_path / "collected"
    get_finder.cache_clear()
    yield folder
    get_finder.cache_clear()


def test_nothing_is_collected_twice(sources, settings):
    assert collected_static.is_outdated()
    collected_static.collect()
    assert not collected_static.is_outdated()
    assert (settings.STATIC_ROOT / "page.css").read_text() == "p { color: red }"


@pytest.mark.parametrize("change", ["text", "time", "name", "another"])
def test_a_change_is_noticed(sources, change):
    collected_static.collect()
    sheet = sources / "page.css"
    if change == "text":
        sheet.write_text("p { color: darkred }")
    elif change == "time":
        os.utime(sheet, (1, 1))
    elif change == "name":
        sheet.rename(sources / "leaf.css")
    else:
        (sources / "more.css").write_text("")
    assert collected_static.is_outdated()
