"""The office's year begins on 1 April."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aomori_skills.base import fiscal_year


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 3, 31), 2024),
        (date(2025, 4, 1), 2025),
        (date(2025, 12, 31), 2025),
        (date(2026, 1, 1), 2025),
        (date(2026, 3, 31), 2025),
        (date(2026, 4, 1), 2026),
    ],
)
def test_year_of_a_day(day, expected):
    assert fiscal_year.of(day) == expected


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_lies_between_the_ends_of_its_year(day):
    first, last = fiscal_year.days(fiscal_year.of(day))
    assert first <= day <= last
    assert (first.month, first.day, last.month, last.day) == (4, 1, 3, 31)
    assert last.year == first.year + 1


@pytest.mark.parametrize(
    ("year", "label", "short"),
    [
        (2025, "令和7年度", "R7"),
        (2020, "令和2年度", "R2"),
        (2019, "令和元年度", "R1"),
        (2018, "平成30年度", "H30"),
        (1989, "平成元年度", "H1"),
        (1988, "昭和63年度", "S63"),
    ],
)
def test_names(year, label, short):
    assert fiscal_year.label(year) == label
    assert fiscal_year.short(year) == short


def test_months_run_from_april_to_march():
    months = fiscal_year.months(2025)
    assert [(month.year, month.month) for month in months] == [
        *((2025, month) for month in range(4, 13)),
        (2026, 1),
        (2026, 2),
        (2026, 3),
    ]
    assert {month.day for month in months} == {1}


def test_choices_are_newest_first():
    assert fiscal_year.choices(2025, before=2, after=1) == [
        (2026, "令和8年度"),
        (2025, "令和7年度"),
        (2024, "令和6年度"),
        (2023, "令和5年度"),
    ]


def test_years_in_a_row_are_told_by_the_first_and_the_last():
    years = {2013, 2014, 2015, 2018, 2024, 2025}
    assert fiscal_year.spans(years) == (
        "平成25年度から平成27年度まで、平成30年度、令和6年度から令和7年度まで"
    )
    assert fiscal_year.spans(set()) == ""
