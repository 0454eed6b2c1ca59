"""Several people at several days of a request in one act, each booked or told why not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import AssignmentState, InstructorRole
from dispatch.models import Assignment, Session
from dispatch.rules import sessions as rules
from dispatch.rules.asks import role_of
from dispatch.rules.assignments import Conflict, NeedsAcknowledgement
from dispatch.rules.person_keys import kind_of, person_key
from dispatch.services import assignments, booked_asks, booking_facts
from dispatch.services.requests import locked


@dataclass(frozen=True)
class Outcome:
    """One person at one day: booked (``done``), lacking a reason (``needs``), or impossible.

    ``before``: it was so already, and nothing was changed.
    """

    session: Session
    person: object
    done: bool = False
    before: bool = False
    needs: bool = False
    why: str = ""

    def __str__(self):
        return f"{self.session}　{self.person}さん"


@transaction.atomic
def assign_all(
    request_id: int,
    session_ids: Iterable[int],
    people: Iterable,
    role: str,
    *,
    by,
    confirmed: bool,
    acknowledged: Mapping[str, str],
) -> list[Outcome]:
    """Who is booked there already stays so: the same act may be done again with more reasons."""
    request = locked(request_id)
    rules.check_can_change(request, by=by)
    sessions, people = days_of(request, session_ids), list(people)
    told = []
    for session in sessions:
        for person, given in _roles(session, people, role):
            booked = {"confirmed": confirmed, "acknowledged": acknowledged, "by": by}
            told.append(_one(session, person, given, booked))
    return told


def needs(request, session_ids: Iterable[int], people: Iterable, *, confirmed: bool) -> list:
    """Conflicts that ask for a reason before people can be booked; who is booked is left out."""
    sessions, people = days_of(request, session_ids), list(people)
    booked = _booked(sessions)
    pairs = [
        (session, person)
        for session in sessions
        for person in people
        if booked.get(_key(session, person)) not in _reached(confirmed)
    ]
    said_no = booked_asks.refusals(pairs) if pairs else {}
    asked = [pair for pair in pairs if confirmed or _key(*pair) in said_no]
    soft = booking_facts.conflicts_of(asked) if asked else {}
    found = [said_no[key] for key in (_key(*pair) for pair in pairs) if key in said_no]
    for session, person in asked:
        against = (one for one in soft[_key(session, person)] if not one.unasked)
        found += [Conflict(person, session, one) for one in against]
    return found


@transaction.atomic
def substitute_all(
    assignment_ids: Iterable[int], person, *, reason: str, by, confirmed: bool, acknowledged
) -> list[Assignment]:
    """One person instead of another on several days: all of them or none."""
    done, conflicts = [], []
    for pk in assignment_ids:
        try:
            with transaction.atomic():
                row = assignments.substitute(
                    pk, person, reason=reason, by=by, confirmed=confirmed, acknowledged=acknowledged
                )
        except NeedsAcknowledgement as needed:
            conflicts += needed.conflicts
        else:
            booked_asks.keep(row, by=by)
            done.append(row)
    if conflicts:
        raise NeedsAcknowledgement(conflicts)
    return done


def days_of(request, session_ids: Iterable[int]) -> list[Session]:
    rows = request.sessions.standing().filter(pk__in=list(session_ids))
    rows = list(rows.select_related("trade", "operation", "municipality"))
    for row in rows:
        row.request = request
    return sorted(rows, key=lambda row: (row.held_on, row.starts_at, row.pk))


def _roles(session, people: list, role: str) -> list[tuple]:
    """Without a ``role`` the first one leads where nobody else does, the others instruct."""
    leads = Assignment.objects.standing().filter(session=session, role=InstructorRole.LEAD)
    lead = leads.for_listing().first()
    led = {session.pk} if lead else set()
    found = []
    for person in people:
        if lead and not role and person_key(lead.person) == person_key(person):
            found.append((person, InstructorRole.LEAD))
        else:
            found.append((person, role_of(kind_of(person), role, [session.pk], led)))
    return found


def _one(session, person, role: str, booked: dict) -> Outcome:
    reached = _booked([session]).get(_key(session, person))
    if reached in _reached(booked["confirmed"]):
        return Outcome(session, person, before=True)
    try:
        with transaction.atomic():
            row = assignments.assign(session.pk, person, role, **booked)
            booked_asks.keep(row, by=booked["by"])
    except NeedsAcknowledgement:
        return Outcome(session, person, needs=True)
    except TransitionDenied as denied:
        return Outcome(session, person, why=str(denied))
    return Outcome(session, person, done=True)


def _key(session, person) -> tuple[int, str]:
    return session.pk, person_key(person)


def _booked(sessions) -> dict[tuple, str]:
    rows = Assignment.objects.standing().filter(session__in=[one.pk for one in sessions])
    return {(row.session_id, person_key(row.person)): row.state for row in rows.for_listing()}


def _reached(confirmed: bool) -> tuple[str, ...]:
    """States in which nothing is left to do."""
    states = (AssignmentState.CONFIRMED,)
    return states if confirmed else (AssignmentState.TENTATIVE, *states)
