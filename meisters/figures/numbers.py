"""The numbers of a year and of its months, as they are told and as they are kept."""

from dataclasses import asdict, dataclass, fields
from datetime import date

from meisters.figures.indicators import INDICATORS

Count = int | None
"""None: the year was closed before this was counted."""


@dataclass(frozen=True)
class Yearly:
    """Plan 1 of one fiscal year; the register as of ``as_of``."""

    fiscal_year: int
    as_of: date
    visits: Count
    explaining_visits: Count
    organizations: Count
    candidates: Count
    explained: Count
    briefings: Count
    briefed: Count
    applications: Count
    withdrawn: Count
    certified: Count
    rejected: Count
    courses: Count
    required: Count
    required_attended: Count
    required_completed: Count
    optional: Count
    optional_attended: Count
    optional_completed: Count
    unclear: Count
    unclear_attended: Count
    unclear_completed: Count
    center_courses: Count
    asked: Count
    answered: Count
    active: Count
    active_by_trade: dict[str, int]
    active_by_region: dict[str, int]
    active_by_place: dict[str, dict[str, int]]


@dataclass(frozen=True)
class Monthly:
    """Twelve numbers of each indicator, April first.

    They add up to the year's, except those of 実 people and organizations. ``active`` is as of
    each month's end; None is a month to come.
    """

    fiscal_year: int
    counts: dict[str, tuple[Count, ...]]
    active: tuple[Count, ...]


@dataclass(frozen=True)
class Figures:
    """The year and its months, counted at one time."""

    year: Yearly
    months: Monthly


def to_json(figures: Figures) -> dict:
    year, months = asdict(figures.year), asdict(figures.months)
    return {"year": year | {"as_of": figures.year.as_of.isoformat()}, "months": months}


def from_json(stored: dict) -> Figures:
    """What ``to_json`` gave; an indicator that was not counted then is None."""
    year, months = stored["year"], stored["months"]
    known = {field.name: year.get(field.name) for field in fields(Yearly)}
    unknown = (None,) * 12
    return Figures(
        Yearly(**known | {"as_of": date.fromisoformat(year["as_of"])}),
        Monthly(
            fiscal_year=months["fiscal_year"],
            counts={one.name: tuple(months["counts"].get(one.name, unknown)) for one in INDICATORS},
            active=tuple(months["active"]),
        ),
    )
