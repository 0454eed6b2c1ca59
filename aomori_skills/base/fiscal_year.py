"""The office's year: 1 April to 31 March, called by the calendar year in which it begins."""

from collections.abc import Iterable
from datetime import date

from aomori_skills.base import wareki

FIRST_MONTH = 4


def of(day: date) -> int:
    """The fiscal year of ``day``: 2025-03-31 → 2024, 2025-04-01 → 2025."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def first_day(fiscal_year: int) -> date:
    return date(fiscal_year, FIRST_MONTH, 1)


def last_day(fiscal_year: int) -> date:
    return date(fiscal_year + 1, FIRST_MONTH - 1, 31)


def days(fiscal_year: int) -> tuple[date, date]:
    """First and last day, both inside the year: ``filter(held_on__range=days(2025))``."""
    return first_day(fiscal_year), last_day(fiscal_year)


def months(fiscal_year: int) -> list[date]:
    """The first day of each of its twelve months, April first."""
    return [
        first_of_month(fiscal_year, month)
        for month in (*range(FIRST_MONTH, 13), *range(1, FIRST_MONTH))
    ]


def first_of_month(fiscal_year: int, month: int) -> date:
    """The first day of a month in the fiscal year: (2025, 2) → 2026-02-01."""
    return date(fiscal_year + (month < FIRST_MONTH), month, 1)


def label(fiscal_year: int) -> str:
    """令和7年度; 2019 is 令和元年度."""
    return f"{wareki.format_year(_naming_day(fiscal_year))}度"


def spans(fiscal_years: Iterable[int]) -> str:
    """平成25年度、平成27年度から令和6年度まで."""
    runs = []
    for year in sorted(fiscal_years):
        if runs and runs[-1][1] == year - 1:
            runs[-1][1] = year
        else:
            runs.append([year, year])
    return "、".join(
        label(first) if first == last else f"{label(first)}から{label(last)}まで"
        for first, last in runs
    )


def short(fiscal_year: int) -> str:
    """R7; 2019 is R1."""
    return wareki.format_short(_naming_day(fiscal_year)).partition(".")[0]


def choices(around: int, *, before: int = 5, after: int = 1) -> list[tuple[int, str]]:
    """Years to choose from, newest first."""
    return [(year, label(year)) for year in range(around + after, around - before - 1, -1)]


def _naming_day(fiscal_year: int) -> date:
    """1 May: the year that began as 平成31年度 is 令和元年度 in all papers of the office."""
    return date(fiscal_year, 5, 1)
