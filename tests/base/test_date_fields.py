"""Fields of dates take both calendars and lose nothing typed."""

from datetime import date

import pytest
import time_machine
from django.utils import timezone

from aomori_skills.base.fields import WarekiDateField, WarekiDateInput
from tests.base.answers import answer

BORN = WarekiDateField(label="生年月日", max_date=lambda: date(2025, 3, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("昭和40年1月2日", date(1965, 1, 2)),
        ("1965-01-02", date(1965, 1, 2)),
        ("令和7年2月30日", ["令和7年2月の日は1から28までの数字で入力してください。"]),
        ("", ["生年月日を入力してください。"]),
        ("2025-04-01", ["生年月日は令和7年3月31日以前の日付を入力してください。"]),
        (
            "1867-12-31",
            ["生年月日は明治元年1月25日から令和7年3月31日までの日付を入力してください。"],
        ),
    ],
)
def test_date(text, expected):
    assert answer(BORN, text) == expected


def test_date_after_2100_is_refused():
    field = WarekiDateField(label="期限")
    assert answer(field, "2100-12-31") == date(2100, 12, 31)
    assert answer(field, "2101-01-01") == ["期限は令和82年12月31日以前の日付を入力してください。"]


def test_a_day_to_come_is_refused_by_the_name_of_today():
    field = WarekiDateField(label="訪問日", max_date=timezone.localdate)
    since = WarekiDateField(label="受付日", min_date=date(2013, 4, 1), max_date=timezone.localdate)
    with time_machine.travel("2025-09-01 10:00:00+09:00"):
        assert answer(field, "R7.9.1") == date(2025, 9, 1)
        assert answer(field, "R7.9.2") == ["訪問日は今日以前の日付を入力してください。"]
        assert answer(since, "R7.9.2") == [
            "受付日は平成25年4月1日から令和7年9月1日までの日付を入力してください。"
        ]


@pytest.mark.parametrize(
    ("value", "kind", "shown"),
    [
        (date(2025, 4, 1), "date", "2025-04-01"),
        ("2025-04-01", "date", "2025-04-01"),
        ("令和7年4月1日", "date", "2025-04-01"),
        ("令和7年2月30日", "text", "令和7年2月30日"),
    ],
)
def test_date_input_loses_nothing_typed(value, kind, shown):
    html = WarekiDateInput().render("day", value)
    assert html == f'<input type="{kind}" name="day" value="{shown}" class="js-wareki">'


def test_limits_reach_the_calendar_of_the_browser():
    field = WarekiDateField(min_date=date(2025, 4, 1), max_date=date(2026, 3, 31))
    assert (field.widget.attrs["min"], field.widget.attrs["max"]) == ("2025-04-01", "2026-03-31")
    assert "max" not in BORN.widget.attrs
