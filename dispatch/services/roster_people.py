"""人数を名簿に合わせる: the number of a request follows its roster."""

from django.db import transaction

from dispatch.models import DispatchRequest
from dispatch.rules import roster_people as rules
from dispatch.services.request_judging import judge_and_keep
from dispatch.services.requests import locked


@transaction.atomic
def follow(request_id: int, *, by, version: int, seen: int) -> tuple[DispatchRequest, int | None]:
    """The request, and the number that it told before; caps are counted by it, so it is judged."""
    request = locked(request_id)
    rules.check_can_follow(request, by=by)
    count = request.trainees.count()
    rules.check_as_seen(request, count, version=version, seen=seen)
    before, request.people = request.people, count
    request.save_version(update_fields=("people",))
    judge_and_keep(request.pk)
    return request, before
