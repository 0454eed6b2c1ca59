"""仮の割り当て of candidates: all of them or nobody."""

from collections.abc import Iterable

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import InstructorRole
from dispatch.models import Assignment
from dispatch.rules.asks import role_of
from dispatch.services import assignments
from dispatch.services.requests import locked


@transaction.atomic
def assign_tentatively(
    request_id: int, people: Iterable, session_ids: Iterable[int], role: str, *, by
) -> list[Assignment]:
    """Each person at each of the sessions of this request; nothing is promised to them yet.

    Without a ``role`` the first one leads where nobody does, the others instruct.
    """
    request = locked(request_id)
    own = request.sessions.standing().filter(pk__in=list(session_ids)).order_by("held_on", "pk")
    sessions = list(own.values_list("pk", flat=True))
    people = list(people)
    if not people:
        raise TransitionDenied("仮に割り当てる人を選択してください。")
    if not sessions:
        raise TransitionDenied("仮に割り当てる指導日を選択してください。")
    leads = Assignment.objects.standing().filter(session__in=sessions, role=InstructorRole.LEAD)
    led = set(leads.values_list("session_id", flat=True))
    return [
        assignments.assign(session, person, _role(person, role, session, led), by=by)
        for person in people
        for session in sessions
    ]


def _role(person, role: str, session: int, led: set) -> str:
    return role_of(person._meta.model_name, role, [session], led)
