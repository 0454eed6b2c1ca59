"""取消の取りやめ of a request, with those of its days that shall come back."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import SessionState
from dispatch.models import DispatchRequest, Session
from dispatch.rules import workflows
from dispatch.services import bookings, requests, sessions
from dispatch.services.request_judging import judge_and_keep


@dataclass(frozen=True)
class Revived:
    """``back``: the days that are planned again; ``left``: the others, each with why not.

    ``told`` are the names of those who have got the letter that it does not take place.
    """

    back: tuple[Session, ...]
    left: tuple[tuple[Session, str], ...]
    told: tuple[str, ...] = ()


def days_of(request: DispatchRequest) -> list[Session]:
    """Cancelled days that may be planned again."""
    rows = request.sessions.filter(state=SessionState.CANCELLED).select_related("trade")
    rows = list(rows.order_by("held_on", "starts_at", "pk"))
    for row in rows:
        row.request = request
    return [row for row in rows if not bookings.why_settled(row)]


def fell_with(request: DispatchRequest, days: Iterable[Session]) -> list[Session]:
    """Of ``days``, those that were cancelled by the cancellation of the request."""
    last = request.steps.filter(transition=workflows.CANCEL.name).order_by("pk").last()
    told = last.comment if last else ""
    return [
        day
        for day in days
        if told.startswith(f"{day.get_cancel_side_display()}：{day.cancel_reason}")
    ]


@transaction.atomic
def revive(request_id: int, session_ids: Iterable[int], *, by, comment: str) -> Revived:
    """The request is received again; a day against which something speaks stays cancelled."""
    request = requests.take_step(request_id, workflows.REVIVE.name, by=by, comment=comment)
    wanted = set(session_ids)
    back, left = [], []
    for day in days_of(request):
        if day.pk not in wanted:
            continue
        try:
            with transaction.atomic():
                back.append(sessions.bring_back(day.pk, by=by).session)
        except TransitionDenied as denied:
            left.append((day, str(denied)))
    judge_and_keep(request_id)
    told = request.cancel_notices.told_last().order_by("pk").values_list("name", flat=True)
    return Revived(tuple(back), tuple(left), tuple(dict.fromkeys(told)))
