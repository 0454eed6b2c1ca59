"""経過 of one organization: what happened between it and the office in plan area 1."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q
from django.utils import timezone

from aomori_skills.base import wareki
from meisters.choices import CandidateState, PlanState
from meisters.models import Candidate, Meister, MeisterTrade, PlannedVisit, Visit

PLAN, VISIT, CANDIDATE, MEISTER = "plan", "visit", "candidate", "meister"
KINDS = (
    (VISIT, "訪問・連絡"),
    (PLAN, "訪問計画"),
    (CANDIDATE, "候補者"),
    (MEISTER, "マイスター"),
)


@dataclass(frozen=True)
class Event:
    """One line: when, of what kind, what, and the page it leads to.

    ``kinds`` are the kinds of the room that tells it.
    """

    kinds = KINDS

    day: date
    kind: str
    what: str
    about: str
    staff: str
    url: str
    pk: int
    next_action: str = ""

    @property
    def kind_label(self) -> str:
        return dict(self.kinds)[self.kind]

    def get_absolute_url(self) -> str:
        return self.url


def events(organization) -> Iterator[Event]:
    """In no order (six queries, however many lines)."""
    yield from _visits(organization)
    yield from _plans(organization)
    yield from _candidates(organization)
    yield from _meisters(organization)


def _visits(organization) -> Iterator[Event]:
    rows = Visit.objects.filter(organization=organization).prefetch_related("staff", "people")
    for row in rows:
        about = (
            _joined("面談者", row.people.all()),
            row.get_outcome_display() and f"結果：{row.get_outcome_display()}",
        )
        yield Event(
            row.visited_on,
            VISIT,
            row.get_way_display(),
            "　".join(filter(None, about)),
            "、".join(map(str, row.staff.all())),
            row.get_absolute_url(),
            row.pk,
            _next(row),
        )


def _plans(organization) -> Iterator[Event]:
    """A plan that was carried out is told by its visit."""
    rows = PlannedVisit.objects.filter(organization=organization, visit__isnull=True)
    for row in rows.select_related("trade", "staff", "visit"):
        cancelled = row.state == PlanState.CANCELLED
        about = (
            f"職種：{row.trade}" if row.trade else "",
            f"理由：{row.cancel_reason}" if cancelled else row.aim,
        )
        yield Event(
            row.planned_on or row.first_of_month,
            PLAN,
            f"{row.month}月の訪問（{row.get_state_display()}）",
            "　".join(filter(None, about)),
            str(row.staff),
            row.get_absolute_url(),
            row.pk,
        )


def _candidates(organization) -> Iterator[Event]:
    """Met there, found by a visit there, or working there."""
    place = Q(met_at=organization) | Q(visit__organization=organization) | Q(employer=organization)
    rows = Candidate.objects.filter(place, merged_into__isnull=True)
    for row in rows.select_related("trade", "owner"):
        yield Event(
            row.met_on or timezone.localdate(row.created_at),
            CANDIDATE,
            row.name,
            "　".join(
                filter(None, (f"職種：{row.trade}" if row.trade else "", row.get_state_display()))
            ),
            str(row.owner),
            row.get_absolute_url(),
            row.pk,
            _contact(row),
        )


def _meisters(organization) -> Iterator[Event]:
    rows = Meister.objects.filter(employer=organization, merged_into__isnull=True)
    trades = MeisterTrade.objects.select_related("trade", "operation")
    for row in rows.prefetch_related(Prefetch("trades", trades)):
        yield Event(
            row.certified_on,
            MEISTER,
            f"{row.name}（{row.number}）を認定",
            "　".join(filter(None, (_joined("職種", row.trades.all()), row.get_state_display()))),
            "",
            row.get_absolute_url(),
            row.pk,
        )


def _next(visit) -> str:
    """What was promised on the visit, by when, or that it is done."""
    if not visit.next_action:
        return ""
    when = f"{wareki.format_date(visit.next_on)}まで" if visit.next_on else ""
    return f"{visit.next_action}（{'済み' if visit.next_done_on else when or '期日なし'}）"


def _contact(candidate) -> str:
    """Who is no more an open candidate waits for no call."""
    if candidate.state != CandidateState.OPEN or not candidate.next_contact_on:
        return ""
    return f"次回連絡：{wareki.format_date(candidate.next_contact_on)}"


def _joined(label: str, rows) -> str:
    words = "、".join(map(str, rows))
    return f"{label}：{words}" if words else ""
