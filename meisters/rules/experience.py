"""Length of experience: periods joined, so that no day counts twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

DAYS_IN_MONTH = 30
"""Loose days of several periods add up to months of thirty days; those of one stay days."""


@dataclass(frozen=True, order=True)
class Length:
    """Years, months and days, already carried over."""

    years: int
    months: int
    days: int

    def __str__(self):
        return f"{self.years}年{self.months}か月" if self.months else f"{self.years}年"


def joined(periods: Iterable[tuple[date, date]]) -> list[tuple[date, date]]:
    """Merge overlapping or touching (first, last) periods, both days inclusive."""
    merged: list[tuple[date, date]] = []
    for first, last in sorted(periods):
        if last < first:
            continue
        if merged and first <= merged[-1][1] + timedelta(days=1):
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def length(periods: Iterable[tuple[date, date]]) -> Length:
    """Total of the periods after joining: 2010-04-01 to 2025-03-31 is exactly 15 years."""
    years = months = days = 0
    merged = joined(periods)
    for first, last in merged:
        span = relativedelta(last + timedelta(days=1), first)
        years, months, days = years + span.years, months + span.months, days + span.days
    if len(merged) > 1:
        months, days = months + days // DAYS_IN_MONTH, days % DAYS_IN_MONTH
    return Length(years + months // 12, months % 12, days)


def clipped(rows: Iterable, *, until: date, since: date | None = None) -> list[tuple[date, date]]:
    """(first, last) of rows with ``starts_on`` and ``ends_on``, cut to ``since``–``until``.

    An open end lasts until ``until``; rows wholly outside are left out.
    """
    periods = []
    for row in rows:
        first = max(row.starts_on, since) if since else row.starts_on
        last = min(row.ends_on or until, until)
        if first <= last:
            periods.append((first, last))
    return periods
