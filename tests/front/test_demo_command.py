"""Where the demo may not be loaded, and the days on which its office works."""

from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from aomori_skills.front.demo import clock
from aomori_skills.front.demo.workdays import Workdays, year_end
from aomori_skills.office.models import User
from aomori_skills.office.rules import closed_reason
from tests.factories.office import UserFactory

DAYS = st.dates(date(2026, 4, 1), date(2040, 3, 31))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("today", "sentence"),
    [
        ("2026-03-31", "デモは令和8年4月1日以後の日付で読み込んでください。"),
        (
            "令和8年",
            "日付「令和8年」を読み取れません。2026-11-24 のように指定してください。",
        ),
    ],
)
def test_a_day_that_will_not_do(today, sentence):
    with pytest.raises(CommandError) as refusal:
        call_command("demo", today=today)

    assert str(refusal.value) == sentence
    assert User.objects.count() == 0


@pytest.mark.django_db
def test_an_office_with_people_of_its_own_is_left_alone():
    UserFactory(kanri=True)

    with pytest.raises(CommandError) as refusal:
        call_command("demo", today="2026-11-24")

    assert str(refusal.value) == (
        "利用者が登録されているため、デモを読み込めません。空のデータベースを使ってください。"
    )
    assert User.objects.count() == 1


def test_production_has_no_demo(settings):
    settings.PRODUCTION = True

    with pytest.raises(CommandError) as refusal:
        call_command("demo")

    assert str(refusal.value) == "本番の設定では、デモを読み込めません。"


@given(DAYS)
def test_the_near_deadline_is_a_day_of_work_within_two_weeks(today):
    deadline = Workdays(today).ahead(12)

    assert today < deadline <= today + timedelta(days=12)
    assert is_open(deadline)


@given(DAYS, st.integers(1, 120))
def test_the_past_keeps_its_order(today, days):
    back = Workdays(today).back

    assert back(days + 1) <= back(days) < today
    assert is_open(back(days))


def is_open(day: date) -> bool:
    winters = year_end(day.year - 1) + year_end(day.year)
    return day not in winters and closed_reason(day, {}) == ""


def test_the_clock_stands_still_and_goes_on():
    from django.utils import timezone

    moment = timezone.make_aware(timezone.datetime(2025, 6, 2, 9, 30))

    with clock.at(moment):
        assert timezone.now() == moment
        assert timezone.localdate() == date(2025, 6, 2)
        assert timezone.template_localtime(moment).hour == 9

    assert timezone.now() > moment
