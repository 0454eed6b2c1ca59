"""The lines of 1章の実績, each number with the list of exactly its rows where there is one."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from aomori_skills.base import fiscal_year
from meisters.figures import ACTIVE, INDICATORS, Figures, Indicator

MONTHS = tuple(f"{day.month}月" for day in fiscal_year.months(2025))
Conditions = Callable[[str, str], dict[str, str]]


def between(name: str, **more: str) -> Conditions:
    """The list's days filter ``name`` from the first to the last day, and what else it asks."""
    return lambda first, last: {f"{name}_from": first, f"{name}_to": last, **more}


def attended(obligation: str, **more: str) -> tuple[str, Conditions]:
    """The people of our own courses that were held."""
    asked = {"kind": "teaching", "state": "held", "obligation": obligation}
    return "meisters:participation_list", between("starts_on", **asked, **more)


LISTS: dict[str, tuple[str, Conditions]] = {
    "visits": ("meisters:visit_list", between("visited_on", scope="all", way="visit")),
    "explaining_visits": (
        "meisters:visit_list",
        between("visited_on", scope="all", way="visit", explained="yes"),
    ),
    "candidates": ("meisters:candidate_list", between("created_at")),
    "explained": ("meisters:candidate_list", between("explained_on")),
    "applications": ("meisters:application_list", between("created_at", scope="all")),
    "withdrawn": (
        "meisters:application_list",
        between("created_at", scope="all", state="withdrawn"),
    ),
    "certified": ("meisters:application_list", between("certified_on", scope="all")),
    "rejected": ("meisters:application_list", between("rejected_on", scope="all")),
    "courses": (
        "meisters:course_list",
        between("starts_on", scope="all", kind="teaching", state="held"),
    ),
    "required": attended("required"),
    "required_attended": attended("required", outcome="came"),
    "required_completed": attended("required", outcome="completed"),
    "optional": attended("optional"),
    "optional_attended": attended("optional", outcome="came"),
    "optional_completed": attended("optional", outcome="completed"),
    "unclear": attended("unknown"),
    "unclear_attended": attended("unknown", outcome="came"),
    "unclear_completed": attended("unknown", outcome="completed"),
    "asked": ("meisters:confirmation_people", between("opened_on")),
    "answered": ("meisters:confirmation_people", between("answered_on")),
}


@dataclass(frozen=True)
class Cell:
    """A number; ``url`` opens its rows."""

    heading: str
    count: int | None
    url: str = ""


@dataclass(frozen=True)
class Line:
    indicator: Indicator
    cells: list[Cell]
    total: Cell


def groups_of(shown: Figures, live: Figures) -> list[tuple[str, list[Line]]]:
    """The lines by item of the plan; a number that is no longer what its list holds has no link."""
    lines = [_line(one, shown, live) for one in INDICATORS]
    lines.append(_stock(shown))
    return [
        (item, list(group)) for item, group in groupby(lines, key=lambda line: line.indicator.item)
    ]


def _line(indicator: Indicator, shown: Figures, live: Figures) -> Line:
    year = shown.year.fiscal_year
    now = live.months.counts[indicator.name]
    months = zip(MONTHS, _month_days(year), shown.months.counts[indicator.name], now, strict=True)
    total = getattr(shown.year, indicator.name)
    return Line(
        indicator,
        [_cell(indicator, heading, days, count, is_now) for heading, days, count, is_now in months],
        _cell(
            indicator,
            "年度計",
            fiscal_year.days(year),
            total,
            getattr(live.year, indicator.name),
        ),
    )


def _stock(shown: Figures) -> Line:
    cells = [
        Cell(heading, count) for heading, count in zip(MONTHS, shown.months.active, strict=True)
    ]
    return Line(ACTIVE, cells, Cell("年度計", None))


def _cell(indicator, heading: str, days, count, now) -> Cell:
    listed = LISTS.get(indicator.name)
    if not listed or not count or count != now:
        return Cell(heading, count)
    url_name, conditions = listed
    first, last = (day.isoformat() for day in days)
    return Cell(heading, count, f"{reverse(url_name)}?{urlencode(conditions(first, last))}")


def _month_days(year: int) -> list[tuple[date, date]]:
    firsts = fiscal_year.months(year)
    lasts = [day - timedelta(days=1) for day in (*firsts[1:], fiscal_year.first_day(year + 1))]
    return list(zip(firsts, lasts, strict=True))
