"""仮の割り当て of candidates: all of them or nobody."""

from collections.abc import Iterable

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from dispatch.models import Assignment
from dispatch.services import assignments
from dispatch.services.requests import locked


@transaction.atomic
def assign_tentatively(
    request_id: int, people: Iterable, session_ids: Iterable[int], role: str, *, by
) -> list[Assignment]:
    """Each person at each of the sessions of this request; nothing is promised to them yet."""
    request = locked(request_id)
    own = request.sessions.standing().filter(pk__in=list(session_ids)).order_by("held_on", "pk")
    sessions = list(own.values_list("pk", flat=True))
    people = list(people)
    if not people:
        raise TransitionDenied("仮に割り当てる人を選択してください。")
    if not sessions:
        raise TransitionDenied("仮に割り当てる指導日を選択してください。")
    return [
        assignments.assign(session, person, role, by=by)
        for person in people
        for session in sessions
    ]
