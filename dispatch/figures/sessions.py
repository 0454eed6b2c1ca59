"""指導日 in numbers, by 実施日: what is decided, and what is only being prepared.

A cancelled session counts nowhere, nor does any of a cancelled request. What was really held is
told by the reports of the days; until then these are the planned numbers.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef
from django.utils import timezone

from dispatch.choices import DispatchKind, RequestState
from dispatch.models import PlanVersion, Session
from dispatch.rules.plan_totals import hours_of, minutes_of
from dispatch.rules.workflows import APPROVED_STATES
from meisters.figures.days import place_of


@dataclass(frozen=True)
class SessionYear:
    """Of decided plans, but ``in_preparation``.

    ``attendances`` are the 延べ trainees that the plans name, unknown of ``without_people``.
    """

    sessions: int
    hours: Decimal
    attendances: int
    without_people: int
    in_preparation: int
    by_kind: dict[str, int]
    by_trade: dict[str, int]


@dataclass(frozen=True)
class SessionMonths:
    """Twelve numbers each, April first."""

    sessions: tuple[int, ...]
    hours: tuple[Decimal, ...]


def sessions_of(year: int) -> tuple[SessionYear, SessionMonths]:
    """The sessions whose day lies in a fiscal year (one query).

    A day that is past was held as it was decided, even while the plan is being changed.
    """
    rows = Session.objects.standing().in_fiscal_year(year)
    rows = rows.exclude(request__state=RequestState.CANCELLED)
    versions = PlanVersion.objects.filter(request=OuterRef("request"))
    rows = rows.annotate(has_version=Exists(versions))
    found = list(rows.select_related("request", "trade").order_by("pk"))
    today = timezone.localdate()
    decided = [
        row
        for row in found
        if row.request.state in APPROVED_STATES or (row.has_version and row.held_on < today)
    ]
    return _year(decided, len(found) - len(decided)), _months(decided)


def _year(decided: list[Session], in_preparation: int) -> SessionYear:
    kinds = Counter(row.request.kind for row in decided)
    return SessionYear(
        sessions=len(decided),
        hours=_hours(decided),
        attendances=sum(row.people or 0 for row in decided),
        without_people=sum(row.people is None for row in decided),
        in_preparation=in_preparation,
        by_kind={kind.value: kinds[kind.value] for kind in DispatchKind},
        by_trade=dict(Counter(str(row.trade) for row in decided)),
    )


def _months(decided: list[Session]) -> SessionMonths:
    places: dict[int, list[Session]] = {place: [] for place in range(12)}
    for row in decided:
        places[place_of(row.held_on)].append(row)
    return SessionMonths(
        sessions=tuple(len(rows) for rows in places.values()),
        hours=tuple(_hours(rows) for rows in places.values()),
    )


def _hours(rows: Iterable[Session]) -> Decimal:
    return hours_of(sum(minutes_of(row) for row in rows))
