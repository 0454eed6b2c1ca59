"""Length of experience: no day counts twice, and 15 years are 15 years to the day."""

from collections import namedtuple
from datetime import date, timedelta
from itertools import pairwise

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from meisters.rules.experience import Length, clipped, joined, length

FIRST = date(1980, 1, 1)
Row = namedtuple("Row", "starts_on ends_on")


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


days = st.integers(0, 400).map(day)
periods = st.lists(st.tuples(days, days), max_size=8)


def days_of(spans) -> set[date]:
    """The slow way: every single day, in a set."""
    return {
        first + timedelta(days=number)
        for first, last in spans
        for number in range((last - first).days + 1)
    }


@given(periods)
def test_joining_keeps_exactly_the_days_of_the_periods(spans):
    assert days_of(joined(spans)) == days_of(spans)


@given(periods)
def test_joined_periods_are_in_order_and_never_touch(spans):
    found = joined(spans)
    gaps = [(after[0] - before[1]).days for before, after in pairwise(found)]
    assert [gap for gap in gaps if gap < 2] == []


@given(periods)
def test_overlaps_and_order_make_no_difference(spans):
    doubled = [*reversed(spans), *spans]
    assert length(doubled) == length(spans)


@given(periods, days, st.none() | days)
def test_clipping_keeps_the_days_between_the_limits(spans, until, since):
    rows = [Row(first, last) for first, last in spans if first <= last]
    inside = {one for one in days_of(spans) if one <= until and (since is None or one >= since)}
    assert days_of(clipped(rows, until=until, since=since)) == inside


@given(days, st.integers(0, 30), st.integers(0, 11), st.integers(0, 27))
def test_one_period_is_as_long_as_the_calendar_says(first, years, months, rest):
    last = first + relativedelta(years=years, months=months, days=rest) - timedelta(days=1)
    found = length([(first, last)])

    anniversary = first + relativedelta(years=found.years, months=found.months)
    next_month = first + relativedelta(years=found.years, months=found.months + 1)
    assert anniversary <= last + timedelta(days=1) < next_month


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], Length(0, 0, 0)),
        ([(date(2010, 4, 1), date(2025, 3, 31))], Length(15, 0, 0)),
        ([(date(2010, 4, 1), date(2025, 3, 30))], Length(14, 11, 30)),
        (
            [(date(2010, 4, 1), date(2018, 3, 31)), (date(2015, 4, 1), date(2025, 3, 31))],
            Length(15, 0, 0),
        ),
        (
            [(date(2010, 4, 1), date(2017, 3, 31)), (date(2017, 4, 1), date(2025, 3, 31))],
            Length(15, 0, 0),
        ),
        (
            [(date(2000, 4, 1), date(2007, 3, 31)), (date(2017, 4, 1), date(2025, 3, 31))],
            Length(15, 0, 0),
        ),
        (
            [(date(2020, 1, 1), date(2020, 1, 20)), (date(2021, 1, 1), date(2021, 1, 15))],
            Length(0, 1, 5),
        ),
        ([(date(2024, 2, 29), date(2025, 2, 28))], Length(1, 0, 1)),
        ([(date(2025, 4, 1), date(2025, 4, 1))], Length(0, 0, 1)),
        ([(date(2025, 4, 2), date(2025, 4, 1))], Length(0, 0, 0)),
    ],
)
def test_lengths(spans, expected):
    assert length(spans) == expected


def test_an_open_end_lasts_until_the_day_of_judgement():
    rows = [Row(date(2010, 4, 1), None), Row(date(2030, 1, 1), None)]
    assert clipped(rows, until=date(2025, 3, 31)) == [(date(2010, 4, 1), date(2025, 3, 31))]


@pytest.mark.parametrize(
    ("found", "text"), [(Length(15, 0, 3), "15年"), (Length(3, 2, 0), "3年2か月")]
)
def test_as_it_is_read(found, text):
    assert str(found) == text
