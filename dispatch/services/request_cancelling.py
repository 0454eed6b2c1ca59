"""取消 of a whole request, with all that hangs on it."""

from django.db import transaction
from django.utils import timezone

from dispatch.choices import Side
from dispatch.models import DispatchRequest
from dispatch.rules import decisions, workflows
from dispatch.rules import requests as rules
from dispatch.services import asks, cancelled_days, sessions
from dispatch.services.decisions import take_back_approval, withdraw_notices
from dispatch.services.request_judging import judge_beside
from dispatch.services.request_progress import days_of
from dispatch.services.requests import locked

WHY = "派遣依頼の取消のため"


@transaction.atomic
def cancel(request_id: int, *, by, side: str, comment: str) -> DispatchRequest:
    """取消: whose doing it was, and why; from then on it counts nowhere.

    Its sessions are cancelled for the same reason, nobody is asked any more, and notices that
    have not left are withdrawn. Whoever counted on it is to be told (``cancel_notices``). What was
    held already can't be cancelled.
    """
    request = locked(request_id)
    decisions.check_not_over(request)
    rules.check_can_cancel(request, side, comment, by=by)
    if request.versions.exists():
        decisions.check_nothing_held(request, days_of(request)[0], timezone.localdate())
    cancelled_days.remember(request, side=side)
    sessions.cancel_all(request, side=side, reason=comment, by=by)
    asks.withdraw_open(request, reason=WHY, by=by)
    withdraw_notices(request, by=by, comment=WHY)
    request.cancel_side = side
    told = f"{Side(side).label}：{comment.strip()}"
    fields = ("cancel_side", *take_back_approval(request))
    request.move(workflows.CANCEL, by=by, comment=told, also=fields)
    judge_beside(request)
    return request
