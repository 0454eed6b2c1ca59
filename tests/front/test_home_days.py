"""今週・来週の指導日 and the year's dispatches on ホーム."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from aomori_skills.front.coming_days import weeks
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db
MONDAY = date(2025, 9, 8)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-10 09:00+09:00", tick=False):
        yield


def home(client, **role):
    client.force_login(UserFactory(**role or {"tanto": True}))
    return client.get(reverse("home"))


def decided(**values):
    manager = UserFactory(shonin=True)
    approved = {"state": "decided", "approved_by": manager, "approved_at": timezone.now()}
    return RequestFactory(**approved | values)


@pytest.mark.parametrize("day", [MONDAY, date(2025, 9, 14)])
def test_two_weeks_begin_on_monday(day):
    assert weeks(day) == (MONDAY, date(2025, 9, 21))


def test_the_days_of_two_weeks_with_who_goes_and_what_is_missing(client):
    row = decided(serial=7)
    for day in (date(2025, 9, 7), MONDAY, date(2025, 9, 21), date(2025, 9, 22)):
        SessionFactory(request=row, held_on=day)
    SessionFactory(
        request=row, held_on=date(2025, 9, 12),
        state="cancelled", cancel_side="weather", cancel_reason="大雪",
    )  # fmt: skip
    SessionFactory(request=RequestFactory(cancelled=True), held_on=date(2025, 9, 12))
    attendant = UserFactory(family_name="津軽", given_name="花子")
    session = SessionFactory(request=row, held_on=date(2025, 9, 11), attendant=attendant)
    AssignmentFactory(
        session=session, meister=MeisterFactory(family_name="岩木", given_name="太郎")
    )

    page = home(client)
    coming = page.context["coming"]

    assert [one.day.day.day for one in coming] == [8, 11, 21]
    assert (coming[0].missing, coming[1].day.staff) == ((), ("津軽 花子",))
    assert coming[2].missing[-2:] == ("派遣承諾書", "立会職員")
    assert "立会職員" not in coming[1].missing
    assert "主たる指導者" not in coming[1].missing
    assert coming[1].prepare_url == f"{row.get_absolute_url()}?tab=day#session-{session.pk}"
    text = " ".join(page.content.decode().split())
    assert "今週・来週の指導日（3件）" in text
    assert "岩木" in text
    assert f'href="{session.get_absolute_url()}"' in text


def test_rooms_of_the_same_hours_are_one_time(client):
    row = decided()
    for day in (MONDAY, MONDAY, date(2025, 9, 9)):
        SessionFactory(request=row, held_on=day)
    page = home(client).content.decode()
    assert "今週・来週の指導日（2回、部屋ごとに3件）" in page


def test_without_days_nothing_is_told(client):
    assert "今週・来週の指導日" not in home(client).content.decode()


def test_the_plan_of_the_year_tells_what_is_decided(client):
    session = SessionFactory(request=decided(), held_on=date(2025, 9, 11))
    AssignmentFactory(session=session)
    SessionFactory(held_on=date(2025, 9, 11))
    SessionFactory(request=decided(fiscal_year=2026), held_on=date(2026, 9, 11))

    figures = home(client, etsuran=True).context["dispatched"]
    told = [(one.label, one.text) for one in figures]
    (url,) = {one.url for one in figures}
    assert [row.record for row in client.get(url).context["table"].rows] == [session]

    assert told == [
        ("派遣件数", "1件"),
        ("指導回数", "1回"),
        ("マイスター等の人日", "1人日"),
        ("指導時間", "2時間"),
    ]


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_days_as_for_one(client, django_assert_num_queries, count):
    for day in range(count):
        AssignmentFactory(
            session=SessionFactory(request=decided(), held_on=date(2025, 9, 11 + day))
        )
    client.force_login(UserFactory(tanto=True))
    with django_assert_num_queries(9):
        client.get(reverse("home"))
