"""The ground of every test: a real PostgreSQL, files of their own, and a real browser."""

import os
import shutil
from pathlib import Path

import pylopdf_fonts_jp
import pytest
from django.conf import settings
from django.db import transaction

from aomori_skills import local_database

CHROMIUM = "/usr/bin/chromium"
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Noto Sans JP</family></prefer></alias>
  <alias><family>serif</family><prefer><family>Noto Serif JP</family></prefer></alias>
  <alias><family>monospace</family><prefer><family>Noto Sans JP</family></prefer></alias>
</fontconfig>
"""


def pytest_configure(config):
    """Have the test database server for the whole run; xdist's workers share it."""
    config.stash[LEASE] = local_database.start(settings.VAR_DIR, durable=False)
    shutil.rmtree(settings.FILES_ROOT, ignore_errors=True)


def pytest_unconfigure(config):
    if lease := config.stash.get(LEASE, None):
        lease.release()


def pytest_collection_modifyitems(items):
    browser = Path(__file__).parent / "browser"
    for item in items:
        if item.path.is_relative_to(browser):
            item.add_marker(pytest.mark.browser)


LEASE = pytest.StashKey()


@pytest.fixture(scope="session")
def browser_type_launch_args(tmp_path_factory):
    """Debian's Chromium, silent on the network, with the fonts that the papers are printed in."""
    if not os.access(CHROMIUM, os.X_OK):
        pytest.fail(f"{CHROMIUM} がありません。script/bootstrap --with-browser で入れてください。")
    folder = tmp_path_factory.mktemp("fonts")
    fonts = Path(pylopdf_fonts_jp.__file__).parent
    config = folder / "fonts.conf"
    config.write_text(FONTS.format(fonts=fonts, cache=folder / "cache"))
    return {
        "executable_path": CHROMIUM,
        "env": {**os.environ, "FONTCONFIG_FILE": str(config), "LANGUAGE": "ja"},
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """A desk in Aomori."""
    return {
        **browser_context_args,
        "locale": "ja-JP",
        "timezone_id": "Asia/Tokyo",
        "viewport": {"width": 1280, "height": 800},
    }


@pytest.fixture(scope="module")
def sample(django_db_setup, django_db_blocker):
    """One sample office for all tests of a module, undone at its end."""
    from tests.sample_office import sample_office  # needs the apps, which start after this file

    with django_db_blocker.unblock(), transaction.atomic():
        yield sample_office()
        transaction.set_rollback(True)
