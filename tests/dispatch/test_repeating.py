"""同じ内容で別の日を追加する: many days typed at once, or every week."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from aomori_skills.base import wareki
from aomori_skills.office.models import ClosedDay
from dispatch.rules import repeating
from tests.dispatch.request_situations import TODAY
from tests.dispatch.session_situations import session_at
from tests.factories.office import UserFactory

LAST = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("9月17日", date(2025, 9, 17)),
        ("9/17", date(2025, 9, 17)),
        ("３月４日（水）", date(2026, 3, 4)),
        ("R7.9.17", date(2025, 9, 17)),
        ("2025-09-17", date(2025, 9, 17)),
    ],
)
def test_a_day_without_its_year_lies_in_the_year_of_the_request(text, day):
    assert repeating.day_of(text, 2025) == day


def test_a_day_that_does_not_exist():
    with pytest.raises(wareki.WarekiError):
        repeating.day_of("9月31日", 2025)


@given(st.dates(date(2025, 4, 1), LAST), st.integers(1, 60), st.sets(st.dates(), max_size=5))
def test_weeks_keep_the_weekday_and_the_year(first, count, taken):
    days = repeating.weekly(first, count, last=LAST, closed={}, taken=taken)

    assert len(days) <= count
    assert {day.weekday() for day in days} <= {first.weekday()}
    assert all(first < day <= LAST for day in days)
    assert not taken & set(days)


def test_holidays_and_closed_days_are_passed_over():
    first = date(2025, 9, 9)
    closed = {date(2025, 9, 16): "創立記念日"}
    days = repeating.weekly(first, 3, last=LAST, closed=closed, taken={date(2025, 10, 7)})
    assert days == [date(2025, 9, 30), date(2025, 10, 14), date(2025, 10, 21)]


@pytest.fixture
def session(client, db):
    with time_machine.travel(TODAY, tick=False):
        client.force_login(UserFactory(tanto=True))
        yield session_at(day=date(2025, 9, 10))


def repeat(client, session, **data):
    return client.post(reverse("dispatch:session_repeat", args=(session.pk,)), data)


def test_twenty_one_more_weeks_in_two_clicks(client, session):
    ClosedDay.objects.create(day=date(2025, 9, 24), reason="棚卸し")

    page = repeat(client, session, weekly="21", dates="")

    form = page.context["form"]
    assert form.errors == {
        "dates": [
            "毎週の21日を入れました。行わない日を消してから、"
            "もう一度「追加する」を選択してください。"
        ]
    }
    shown = form["dates"].value().splitlines()
    assert (shown[:2], len(shown)) == (["令和7年9月17日", "令和7年10月1日"], 21)
    assert session.request.sessions.count() == 1
    page = repeat(client, session, weekly=form["weekly"].value(), dates="\n".join(shown[1:]))
    assert page.status_code == 302
    days = list(session.request.sessions.values_list("held_on", flat=True))
    assert (days[:2], len(days)) == ([date(2025, 9, 10), date(2025, 10, 1)], 21)
    assert {day.weekday() for day in days} == {2}
    again = repeat(client, session, weekly="2").context["form"]["dates"].value().splitlines()
    assert again[0] == "令和7年9月17日"


def test_what_is_typed_wrongly_is_named_and_kept(client, session):
    page = repeat(client, session, dates="9月17日、9月31日\nR8.4.1")
    form = page.context["form"]
    assert form["dates"].value() == "9月17日、9月31日\nR8.4.1"
    first, second = form.errors["dates"]
    assert first.startswith("「9月31日」：")
    assert "令和7年度の日付ではありません" in second
    assert repeat(client, session).context["form"].errors == {
        "dates": ["追加する日を1日以上入力してください。"]
    }


def test_a_closed_day_that_was_typed_is_pointed_out_once(client, session):
    page = repeat(client, session, dates="9/13 9/17")
    assert "休業日（土曜日）です" in page.content.decode()
    seen = page.context["form"].data["closed_seen"]
    repeat(client, session, dates="9/13 9/17", closed_seen=seen)
    later = session.request.sessions.values_list("held_on", flat=True)
    assert [day - date(2025, 9, 10) for day in later] == [timedelta(n) for n in (0, 3, 7)]
