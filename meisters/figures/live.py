"""The figures of a year as they are now."""

from collections import Counter
from datetime import date

from django.utils import timezone

from aomori_skills.base import fiscal_year
from meisters.figures.days import month_ends, place_of
from meisters.figures.indicators import INDICATORS, Indicator
from meisters.figures.numbers import Figures, Monthly, Yearly
from meisters.figures.register import active_at, by_trade_and_region, register_day
from meisters.figures.sources import Happened, happened


def live(year: int) -> Figures:
    """Eleven queries, whatever the year holds."""
    found = happened(year)
    today = register_day(year)
    *ends, now = active_at([*(min(end, today) for end in month_ends(year)), today])
    return Figures(_yearly(year, found, now), _monthly(year, found, ends))


def _yearly(year: int, found: Happened, people) -> Yearly:
    return Yearly(
        fiscal_year=year,
        as_of=register_day(year),
        **{one.name: _count(one, found.get(one.name, ())) for one in INDICATORS},
        active=len(people),
        active_by_trade=dict(Counter(trade for person in people for trade in person.trades)),
        active_by_region=dict(Counter(person.region for person in people)),
        active_by_place=by_trade_and_region(people),
    )


def _monthly(year: int, found: Happened, ends) -> Monthly:
    begun = _begun(year, timezone.localdate())
    return Monthly(
        fiscal_year=year,
        counts={one.name: _by_month(one, found.get(one.name, ())) for one in INDICATORS},
        active=tuple(len(people) if on else None for people, on in zip(ends, begun, strict=True)),
    )


def _begun(year: int, today: date) -> list[bool]:
    """Which months have begun; the one that runs is told as of today."""
    return [first <= today for first in fiscal_year.months(year)]


def _count(indicator: Indicator, rows) -> int:
    return len({subject for _, subject in rows}) if indicator.distinct else len(rows)


def _by_month(indicator: Indicator, rows) -> tuple[int, ...]:
    months = [[] for _ in range(12)]
    for day, subject in rows:
        months[place_of(day)].append((day, subject))
    return tuple(_count(indicator, month) for month in months)
