"""Whom the calendar that leaves the office names, and what goes on record."""

from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.urls import reverse
from icalendar import Calendar

from aomori_skills.base.roles import Role
from aomori_skills.office.choices import FeedScope
from aomori_skills.office.services import feeds
from aomori_skills.paperwork.models import DisclosureLog
from tests.factories.calendar import september, session
from tests.factories.office import UserFactory
from tests.front.feed_reading import fetch

pytestmark = pytest.mark.django_db
TODAY = date(2025, 9, 2)
PAGE = reverse("feed")


@pytest.fixture(autouse=True)
def today():
    cache.clear()
    with time_machine.travel(TODAY, tick=False):
        yield
    cache.clear()


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


@pytest.fixture
def other():
    return UserFactory(username="tanto2", given_name="次郎")


@pytest.mark.parametrize(
    ("trait", "named", "logged"),
    [
        ("etsuran", False, []),
        ("kaikei", True, [("予定表のファイル 派R7-912 R7.9.10 13:00～15:00", 1, "file")]),
    ],
)
def test_the_file_of_a_session_holds_that_session(client, tanto, trait, named, logged):
    row = session(tanto, asked={"serial": 912})
    session(tanto, client="みかん工業高校")
    client.force_login(UserFactory(**{trait: True}))

    answer = client.post(reverse("calendar_session", args=(row.pk,)))

    (event,) = Calendar.from_ical(answer.content).events
    assert (str(event["uid"]), str(event["location"])) == (str(row.uid), "青森市　実習室")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert ("指導者：岩木 太郎" in str(event["description"])) == named
    assert list(DisclosureLog.objects.values_list("what", "count", "medium")) == logged


def test_who_may_not_export_gets_neither_names_nor_what_was_typed(tanto, other):
    september(tanto, other)
    reader = UserFactory(etsuran=True)

    def read_by(user) -> str:
        content = fetch(feeds.issue(user, FeedScope.OFFICE)).content
        return content.decode().replace("\r\n ", "")

    texts = [read_by(user) for user in (tanto, reader)]

    private = ("岩木", "浪岡", "資料を送る", "見学を手配する")
    assert [[word in text for word in private] for text in texts] == [[True] * 4, [False] * 4]
    assert "期限：八戸板金工業組合：次の対応" in texts[1]
    assert "SUMMARY:打診の回答期限（りんご工業高校（建築大工））" in texts[1]


def test_who_loses_the_right_gets_no_names_from_then_on(tanto):
    session(tanto)
    token = feeds.issue(tanto, FeedScope.OFFICE)

    def is_named() -> bool:
        return "岩木" in fetch(token).content.decode().replace("\r\n ", "")

    before = is_named()
    tanto.roles = [Role.VIEWER.value]
    tanto.save()

    assert (before, is_named()) == (True, False)


def test_issuing_an_address_goes_on_record_once(client, tanto, other):
    september(tanto, other)
    client.force_login(tanto)

    answer = client.post(PAGE, {"scope": "office"})
    token = answer.context["address"].rpartition("/")[2].removesuffix(".ics")
    for _ in range(2):
        assert fetch(token).status_code == 200

    log = DisclosureLog.objects.get()
    assert (log.by, log.what, log.count, log.medium, log.purpose) == (
        tanto,
        "予定表の購読 コーナー全体の予定",
        1,
        "file",
        "arrangement",
    )
