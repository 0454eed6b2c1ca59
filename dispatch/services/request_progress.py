"""From the first day to the end of a request: 実施中, 実施済, 精算済, 完了, and the ways back."""

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from dispatch.models import DispatchRequest
from dispatch.rules import REQUEST_WORKFLOW, decisions, workflows
from dispatch.services.requests import locked

BY_HAND = (
    workflows.RESUME,
    workflows.SETTLE,
    workflows.UNSETTLE,
    workflows.COMPLETE,
    workflows.REOPEN,
)
"""Steps that ask for nothing but the state and a comment."""


@transaction.atomic
def start(request_id: int, *, by, comment: str = "") -> DispatchRequest:
    """実施中 from the first day on."""
    request = locked(request_id)
    first, _ = days_of(request)
    decisions.check_can_start(request, first, timezone.localdate(), by=by)
    request.move(workflows.START, by=by, comment=comment)
    return request


@transaction.atomic
def finish(request_id: int, *, by, comment: str = "") -> DispatchRequest:
    """実施済 when the last session is over."""
    request = locked(request_id)
    _, last = days_of(request)
    decisions.check_can_finish(request, last, timezone.localdate(), by=by)
    request.move(workflows.FINISH, by=by, comment=comment)
    return request


@transaction.atomic
def go_on(request_id: int, name: str, *, by, comment: str = "") -> DispatchRequest:
    """One of the steps ``BY_HAND``, by name."""
    request = locked(request_id)
    step = next(one for one in BY_HAND if one.name == name)
    REQUEST_WORKFLOW.check(step, request, by=by, comment=comment)
    request.move(step, by=by, comment=comment)
    return request


def days_of(request) -> tuple:
    """First and last day of the standing sessions (None, None without any)."""
    found = request.sessions.standing().aggregate(first=Min("held_on"), last=Max("held_on"))
    return found["first"], found["last"]
