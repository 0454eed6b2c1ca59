"""今週・来週の指導日, as ホーム tells them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from aomori_skills.base.dated import Dated
from dispatch.choices import RequestState
from dispatch.models import Session
from dispatch.querysets.preparation import flag, with_open_items
from dispatch.rules.day_checks import PREPARING
from dispatch.rules.occasions import occasions, span_of
from dispatch.rules.readiness import ITEMS
from dispatch.services.dated import for_calendar, of_session
from dispatch.tables.preparation import tab_of

VIEW = "dispatch.view_requests"


@dataclass(frozen=True)
class Coming:
    """A day with what is still missing for it, and where that is settled.

    ``span``: whose it is and when, by which rooms are one 回.
    """

    span: tuple
    day: Dated
    missing: tuple[str, ...]
    prepare_url: str


def coming(user) -> list[Coming]:
    """The days of this week and the next, from Monday on (one query)."""
    return list(_coming(timezone.localdate())) if user.has_perm(VIEW) else []


def times(days: list[Coming]) -> int:
    """回数 of them: rooms of the same hours are one."""
    return len(occasions(days, lambda one: one.span))


def weeks(today: date) -> tuple[date, date]:
    """This week's Monday and next week's Sunday."""
    monday = today - timedelta(days=today.weekday())
    return monday, monday + timedelta(days=13)


def _coming(today: date) -> Iterator[Coming]:
    rows = Session.objects.standing().filter(held_on__range=weeks(today))
    rows = rows.exclude(request__state=RequestState.CANCELLED)
    rows = with_open_items(for_calendar(rows)).order_by("held_on", "starts_at", "pk")
    for row in rows:
        ahead = row.held_on >= today and row.request.state in PREPARING
        missing = [str(item.label) for item in ITEMS if ahead and getattr(row, flag(item))]
        yield Coming(span_of(row), of_session(row), tuple(missing), tab_of(row))
