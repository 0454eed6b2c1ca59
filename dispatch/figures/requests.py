"""派遣依頼 in numbers as they came in: 受付件数, by 受付日.

件数 is another number, counted by 実施日 (``figures.sessions``). What was cancelled is told
apart and counts nowhere else.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from aomori_skills.base import fiscal_year
from dispatch.choices import DispatchKind, RequestState
from dispatch.models import DispatchRequest
from meisters.figures.days import place_of
from meisters.figures.register import ELSEWHERE


@dataclass(frozen=True)
class RequestYear:
    """``received`` is 受付件数; ``people`` is known of all but ``without_people`` of these."""

    received: int
    cancelled: int
    sessions_wanted: int
    people: int
    without_people: int
    by_kind: dict[str, int]
    by_trade: dict[str, int]
    by_region: dict[str, int]


@dataclass(frozen=True)
class RequestMonths:
    """Twelve numbers each, April first."""

    received: tuple[int, ...]
    cancelled: tuple[int, ...]
    by_kind: dict[str, tuple[int, ...]]


@dataclass(frozen=True)
class _Request:
    day: date
    state: str
    kind: str
    trade: str
    region: str | None
    sessions: int
    people: int | None


def requests_of(year: int) -> tuple[RequestYear, RequestMonths]:
    """The requests that came in during a fiscal year (one query)."""
    columns = (
        "received_on",
        "state",
        "kind",
        "trade__name",
        "client__municipality__region",
        "sessions_wanted",
        "people",
    )
    rows = DispatchRequest.objects.filter(received_on__range=fiscal_year.days(year))
    found = [_Request(*values) for values in rows.order_by("pk").values_list(*columns)]
    gone = [row for row in found if row.state == RequestState.CANCELLED]
    counted = [row for row in found if row.state != RequestState.CANCELLED]
    return _year(counted, gone), _months(counted, gone)


def _year(counted: list[_Request], gone: list[_Request]) -> RequestYear:
    kinds = Counter(row.kind for row in counted)
    return RequestYear(
        received=len(counted),
        cancelled=len(gone),
        sessions_wanted=sum(row.sessions for row in counted),
        people=sum(row.people or 0 for row in counted),
        without_people=sum(row.people is None for row in counted),
        by_kind={kind.value: kinds[kind.value] for kind in DispatchKind},
        by_trade=dict(Counter(row.trade for row in counted)),
        by_region=dict(Counter(row.region or ELSEWHERE for row in counted)),
    )


def _months(counted: list[_Request], gone: list[_Request]) -> RequestMonths:
    return RequestMonths(
        received=_by_month(counted),
        cancelled=_by_month(gone),
        by_kind={
            kind.value: _by_month(row for row in counted if row.kind == kind)
            for kind in DispatchKind
        },
    )


def _by_month(rows: Iterable[_Request]) -> tuple[int, ...]:
    places = Counter(place_of(row.day) for row in rows)
    return tuple(places[place] for place in range(12))
