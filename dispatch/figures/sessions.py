"""件数, 回数 and 時間 by 実施日: what is decided, and what is only being prepared.

件数 are the requests of the counted days, 回数 as ``rules.occasions`` has it. A cancelled session
counts nowhere, nor does any of a cancelled request. What was really held is told by the reports of
the days; until then these are the planned numbers.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import Coalesce
from django.utils import timezone

from dispatch.choices import DispatchKind, RequestState
from dispatch.models import Assignment, PlanVersion, Session
from dispatch.rules.occasions import hours_of, minutes_of_all, occasions
from dispatch.rules.workflows import APPROVED_STATES
from meisters.figures.days import place_of


@dataclass(frozen=True)
class SessionYear:
    """Of decided plans, but ``in_preparation``.

    ``requests`` is 件数, ``sessions`` 回数, ``person_days`` 人日 (each confirmed meister or
    熟練技能者 once a day). ``attendances`` are the 延べ trainees that the plans name, unknown of
    ``without_people`` rooms. What runs in several trades at the same hours counts once in each of
    ``by_trade`` and once in all.
    """

    requests: int
    sessions: int
    hours: Decimal
    person_days: int
    attendances: int
    without_people: int
    in_preparation: int
    requests_by_kind: dict[str, int]
    by_kind: dict[str, int]
    by_trade: dict[str, int]


@dataclass(frozen=True)
class SessionMonths:
    """Twelve numbers each, April first; a request counts in every month with a day of it."""

    requests: tuple[int, ...]
    sessions: tuple[int, ...]
    hours: tuple[Decimal, ...]


def sessions_of(year: int) -> tuple[SessionYear, SessionMonths]:
    """The sessions whose day lies in a fiscal year (one query).

    A day that is past was held as it was decided, even while the plan is being changed.
    """
    rows = Session.objects.standing().in_fiscal_year(year)
    rows = rows.exclude(request__state=RequestState.CANCELLED)
    versions = PlanVersion.objects.filter(request=OuterRef("request"))
    rows = rows.annotate(has_version=Exists(versions), going=ArraySubquery(_going()))
    found = list(rows.select_related("request", "trade").order_by("pk"))
    today = timezone.localdate()
    decided = [
        row
        for row in found
        if row.request.state in APPROVED_STATES or (row.has_version and row.held_on < today)
    ]
    counted = {row.pk for row in decided}
    waiting = [row for row in found if row.pk not in counted]
    return _year(decided, len(occasions(waiting))), _months(decided)


def _going():
    """Who instructs for certain on the outer day: keys of meisters, and of 熟練技能者 below 0."""
    rows = Assignment.objects.confirmed().filter(session=OuterRef("pk"), assistant=None)
    return rows.order_by().values_list(Coalesce("meister_id", -F("skilled_worker_id")))


def _year(decided: list[Session], in_preparation: int) -> SessionYear:
    kinds = {kind: [row for row in decided if row.request.kind == kind] for kind in DispatchKind}
    return SessionYear(
        requests=_requests(decided),
        sessions=len(occasions(decided)),
        hours=_hours(decided),
        person_days=len({(who, row.held_on) for row in decided for who in row.going}),
        attendances=sum(row.people or 0 for row in decided),
        without_people=sum(row.people is None for row in decided),
        in_preparation=in_preparation,
        requests_by_kind={kind.value: _requests(rows) for kind, rows in kinds.items()},
        by_kind={kind.value: len(occasions(rows)) for kind, rows in kinds.items()},
        by_trade=_by_trade(decided),
    )


def _months(decided: list[Session]) -> SessionMonths:
    places: list[list[Session]] = [[] for _ in range(12)]
    for row in decided:
        places[place_of(row.held_on)].append(row)
    return SessionMonths(
        requests=tuple(_requests(rows) for rows in places),
        sessions=tuple(len(occasions(rows)) for rows in places),
        hours=tuple(_hours(rows) for rows in places),
    )


def _by_trade(rows: Iterable[Session]) -> dict[str, int]:
    found: dict[str, list[Session]] = {}
    for row in rows:
        found.setdefault(str(row.trade), []).append(row)
    return {trade: len(occasions(its)) for trade, its in found.items()}


def _requests(rows: Iterable[Session]) -> int:
    return len({row.request_id for row in rows})


def _hours(rows: Iterable[Session]) -> Decimal:
    return hours_of(minutes_of_all(rows))
