"""A small office with masters, staff and a browser tab for each person."""

import os
from pathlib import Path

import pytest
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.front import wording
from aomori_skills.office.services.masters import load_masters
from tests.browser.desk import Desk
from tests.factories.meisters import RoundFactory
from tests.factories.office import OrganizationFactory, ProfileFactory, UserFactory

SHOTS = os.environ.get("SCREENSHOTS")


@pytest.fixture
def office(transactional_db):
    """Masters, the office's profile, staff, one firm and a round that is still open."""
    load_masters()
    wording.load()
    ProfileFactory()
    today = timezone.localdate()
    year = fiscal_year.of(today)
    RoundFactory(
        fiscal_year=year,
        number=1,
        corner_deadline=fiscal_year.last_day(year),
        center_deadline=fiscal_year.last_day(year),
    )
    OrganizationFactory(name="株式会社りんご工務店", kana="カブシキガイシャリンゴコウムテン")
    return {name: UserFactory(**{name: True}) for name in ("tanto", "shonin", "kaikei", "etsuran")}


@pytest.fixture
def desk_of(office, live_server, browser, browser_context_args):
    """Call it with a user name: a signed-in desk of their own."""
    contexts = []

    def open_desk(username: str, **more) -> Desk:
        context = browser.new_context(**{**browser_context_args, **more}, accept_downloads=True)
        context.set_default_timeout(15_000)
        contexts.append(context)
        desk = Desk(context.new_page(), live_server.url, Path(SHOTS) if SHOTS else None)
        desk.sign_in(username)
        return desk

    yield open_desk
    for context in contexts:
        context.close()


@pytest.fixture
def letter_box(settings, tmp_path):
    """The folder in which mails become files, as in the demo."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path / "mail"
