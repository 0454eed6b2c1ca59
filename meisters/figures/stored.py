"""The figures of closed years, and how the records differ from them by now."""

from dataclasses import dataclass

from meisters.figures.indicators import ACTIVE, INDICATORS
from meisters.figures.live import live
from meisters.figures.numbers import Figures, from_json
from meisters.models import ClosedYear


@dataclass(frozen=True)
class Change:
    """One number of a closed year that the records tell differently now."""

    label: str
    unit: str
    was: int | None
    now: int | None


def closing_of(year: int) -> ClosedYear | None:
    return ClosedYear.objects.select_related("closed_by").filter(fiscal_year=year).first()


def figures_of(year: int) -> Figures:
    """As closed, else as they are now."""
    closing = closing_of(year)
    return from_json(closing.figures) if closing else live(year)


def changes(closed: Figures, now: Figures) -> list[Change]:
    """The numbers of the year that differ; what was not counted then is no difference."""
    pairs = [
        (one, getattr(closed.year, one.name), getattr(now.year, one.name))
        for one in (*INDICATORS, ACTIVE)
    ]
    return [
        Change(one.label, one.unit, was, is_now)
        for one, was, is_now in pairs
        if was is not None and was != is_now
    ]
