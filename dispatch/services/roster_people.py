"""人数を名簿に合わせる: the number of a request and of its days follows the roster."""

from django.db import transaction

from dispatch.models import DispatchRequest
from dispatch.rules import roster_people as rules
from dispatch.services import following_days
from dispatch.services.following_days import Followed
from dispatch.services.request_judging import judge_and_keep
from dispatch.services.requests import locked


@transaction.atomic
def follow(
    request_id: int, *, by, version: int, seen: int
) -> tuple[DispatchRequest, int | None, Followed]:
    """The request, the number that it told before, and the days that had the same number.

    Caps are counted by the number, so the request is judged.
    """
    request = locked(request_id)
    rules.check_can_follow(request, by=by)
    count = request.trainees.count()
    rules.check_as_seen(request, count, version=version, seen=seen)
    days = following_days.proposed(request.pk)
    before, request.people = request.people, count
    request.save_version(update_fields=("people",))
    judge_and_keep(request.pk)
    return request, before, following_days.follow(request.pk, days, by=by)
