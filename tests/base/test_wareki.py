"""和暦 both ways."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from aomori_skills.base import wareki

DAYS = st.dates(date(1868, 1, 25), date(2100, 12, 31))
FULL_WIDTH = str.maketrans("0123456789.-/MTSHR", "０１２３４５６７８９．－／ＭＴＳＨＲ")


@pytest.mark.parametrize(
    ("day", "long", "short"),
    [
        (date(2025, 4, 1), "令和7年4月1日", "R7.4.1"),
        (date(2019, 5, 1), "令和元年5月1日", "R1.5.1"),
        (date(2019, 4, 30), "平成31年4月30日", "H31.4.30"),
        (date(1989, 1, 8), "平成元年1月8日", "H1.1.8"),
        (date(1989, 1, 7), "昭和64年1月7日", "S64.1.7"),
        (date(1926, 12, 25), "昭和元年12月25日", "S1.12.25"),
        (date(1926, 12, 24), "大正15年12月24日", "T15.12.24"),
        (date(1912, 7, 30), "大正元年7月30日", "T1.7.30"),
        (date(1912, 7, 29), "明治45年7月29日", "M45.7.29"),
        (date(1868, 1, 25), "明治元年1月25日", "M1.1.25"),
        (date(1868, 1, 24), "1868年1月24日", "1868.1.24"),
    ],
)
def test_edges_of_the_eras(day, long, short):
    assert wareki.format_date(day) == long
    assert wareki.format_short(day) == short
    assert wareki.parse_date(long) == day
    assert wareki.parse_date(short) == day


def test_weekday_is_shown():
    assert wareki.format_day(date(2025, 4, 1)) == "令和7年4月1日（火）"


@pytest.mark.parametrize(
    "text",
    [
        "令和7年4月1日",
        "令和 7 年 4 月 1 日",
        "令和７年４月１日（火）",
        "令7.4.1",
        "R7.4.1",
        "r7/4/1",
        "R7-04-01",
        "Ｒ７．４．１",
        "R070401",
        "㋿7年4月1日",
        "2025-04-01",
        "2025/4/1",
        "2025.4.1",
        "2025年4月1日",
        "２０２５ー４ー１",
        "20250401",
        "　2025-04-01\n",
    ],
)
def test_every_way_of_writing_one_day(text):
    assert wareki.parse_date(text) == date(2025, 4, 1)


@pytest.mark.parametrize("text", ["令和元年5月1日", "令和1年5月1日", "R元.5.1", "R1.5.1"])
def test_first_year_both_ways(text):
    assert wareki.parse_date(text) == date(2019, 5, 1)


@given(DAYS)
def test_round_trip(day):
    for write in (wareki.format_date, wareki.format_day, wareki.format_short, date.isoformat):
        assert wareki.parse_date(write(day)) == day
        assert wareki.parse_date(write(day).translate(FULL_WIDTH)) == day
    assert wareki.parse_date(f"{day:%Y%m%d}") == day


@given(DAYS)
def test_eras_leave_no_gap(day):
    era = wareki.era_of(day)
    assert era.first_day <= day
    assert era.last_day is None or day <= era.last_day
    assert wareki.format_date(day).startswith(era.name)


def test_each_era_ends_the_day_before_the_next():
    ends = [era.last_day for era in wareki.ERAS]
    starts = [era.first_day for era in wareki.ERAS]
    assert ends == [start - timedelta(days=1) for start in starts[1:]] + [None]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "日付を入力してください。"),
        (
            "平成40年4月1日",
            "平成は31年4月30日までです。令和10年4月1日と入力してください。",
        ),
        (
            "昭和64年1月8日",
            "昭和は64年1月7日までです。平成元年1月8日と入力してください。",
        ),
        (
            "令和元年4月30日",
            "令和は元年5月1日からです。平成31年4月30日と入力してください。",
        ),
        (
            "明治元年1月1日",
            "明治は元年1月25日からです。それより前の日付は西暦で入力してください。",
        ),
        ("令和0年4月1日", "令和の年は「元」か1以上の数字で入力してください。"),
        ("令和7年2月30日", "令和7年2月の日は1から28までの数字で入力してください。"),
        ("R6.2.30", "令和6年2月の日は1から29までの数字で入力してください。"),
        ("2025-02-29", "2025年2月の日は1から28までの数字で入力してください。"),
        ("R7.13.1", "月は1から12までの数字で入力してください。"),
        ("0000-01-01", "0年という年は扱えません。年を確認して入力し直してください。"),
        (
            "令和9999年1月1日",
            "令和9999年という年は扱えません。年を確認して入力し直してください。",
        ),
        (
            "令和7年4月1日（水）",
            "令和7年4月1日は火曜日です。日付か曜日のどちらかを直してください。",
        ),
        ("1" * 31, wareki.HOW_TO_WRITE),
        ("2025-04-" + "1" * 31, wareki.HOW_TO_WRITE),
        ("25/4/1", wareki.HOW_TO_WRITE),
        ("あした", wareki.HOW_TO_WRITE),
        ("😀", wareki.HOW_TO_WRITE),
        ("令和7年4月", wareki.HOW_TO_WRITE),
        ("a" * 100_000, wareki.HOW_TO_WRITE),
    ],
)
def test_what_is_no_date_gets_a_sentence(text, sentence):
    with pytest.raises(wareki.WarekiError) as caught:
        wareki.parse_date(text)
    assert str(caught.value) == sentence


NEARLY_DATES = st.from_regex(
    r"[令平昭大明RHSTM]?[0-9元]{0,5}[年./-][0-9]{0,3}[月./-][0-9]{0,3}日?", fullmatch=True
)


def answer(text):
    """The day that ``text`` is read as, or the sentence of its refusal."""
    try:
        return wareki.parse_date(text)
    except wareki.WarekiError as error:
        return str(error)


@given(st.text() | NEARLY_DATES)
def test_any_text_is_a_date_or_one_sentence(text):
    found = answer(text)
    if isinstance(found, date):
        assert answer(found.isoformat()) == found
    else:
        assert found.endswith("ください。")


@pytest.mark.parametrize(
    ("template", "value", "expected"),
    [
        ("{{ day|wareki }}", date(2025, 4, 1), "令和7年4月1日"),
        ("{{ day|wareki_day }}", date(2025, 4, 1), "令和7年4月1日（火）"),
        ("{{ day|wareki_short }}", date(2025, 4, 1), "R7.4.1"),
        ("{{ day|fiscal_year_label }}", date(2025, 3, 31), "令和6年度"),
        ("{{ day|fiscal_year_label }}", 2019, "令和元年度"),
        (
            "{{ day|wareki }}",
            datetime(2025, 3, 31, 15, 30, tzinfo=ZoneInfo("UTC")),
            "令和7年4月1日",
        ),
        (
            "{{ day|fiscal_year_label }}",
            datetime(2025, 3, 31, 15, 30, tzinfo=ZoneInfo("UTC")),
            "令和7年度",
        ),
        ("{{ day|wareki }}{{ day|wareki_day }}{{ day|wareki_short }}", None, ""),
        ("{{ day|fiscal_year_label }}", "", ""),
    ],
)
def test_filters(template, value, expected):
    assert Template("{% load wareki %}" + template).render(Context({"day": value})) == expected
