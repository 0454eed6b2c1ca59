"""訪問計画 in numbers: by month and 圏域, and by trade."""

from collections import Counter
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from meisters.models import PlannedVisit
from meisters.rules.visits import MONTHS, PLACES, STANDING, UNPLACED


@dataclass(frozen=True)
class Count:
    """How many visits are planned (or done), how many of them done, and the list of them."""

    label: str
    planned: int
    done: int
    url: str


@dataclass(frozen=True)
class Line:
    label: str
    counts: tuple[Count, ...]


@dataclass(frozen=True)
class Counts:
    places: tuple[str, ...]
    months: tuple[Line, ...]
    total: Line
    trades: tuple[Line, ...]


def counts_of(year: int) -> Counts:
    """The plan of ``year`` without what was given up (one query)."""
    rows = list(
        PlannedVisit.objects.in_fiscal_year(year)
        .standing()
        .order_by("trade__order", "pk")
        .values_list("month", "organization__municipality__region", "trade", "trade__name", "visit")
    )
    tally = _Tally(rows)
    return Counts(
        places=tuple(label for _, label in PLACES),
        months=tuple(tally.line(label, month=month) for month, label in MONTHS),
        total=tally.line("計"),
        trades=tuple(
            Line(name or "職種を決めていない訪問", (tally.of("計", trade=trade),))
            for trade, name in dict.fromkeys((row[2], row[3]) for row in rows)
        ),
    )


class _Tally:
    """Planned and done visits under every combination that the tables ask for."""

    def __init__(self, rows):
        self._planned, self._done = Counter(), Counter()
        for month, region, trade, _, visit in rows:
            for key in (
                (month, region or UNPLACED, ...),
                (month, ..., ...),
                (..., region or UNPLACED, ...),
                (..., ..., trade),
                (..., ..., ...),
            ):
                self._planned[key] += 1
                self._done[key] += visit is not None

    def of(self, label: str, *, month=..., region=..., trade=...) -> Count:
        key = (month, region, trade)
        asked = {"month": month, "region": region, "trade": trade}
        conditions = {name: value for name, value in asked.items() if value is not ...}
        conditions |= {"state": STANDING}
        if conditions.get("trade", ...) is None:
            conditions["trade"] = "null"
        url = f"{reverse('meisters:plan_list')}?{urlencode(conditions)}"
        return Count(label, self._planned[key], self._done[key], url)

    def line(self, label: str, *, month=...) -> Line:
        cells = (self.of(place, month=month, region=region) for region, place in PLACES)
        return Line(label, (*cells, self.of("計", month=month)))
