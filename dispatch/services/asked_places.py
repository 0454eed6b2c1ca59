"""What an answer does to the sessions: books the person, or sets the person free."""

from collections.abc import Mapping

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import AssignmentState, SessionState
from dispatch.models import Ask, AskedSession, Assignment
from dispatch.rules import ask_gaps
from dispatch.rules import asks as rules
from dispatch.rules.assignments import Conflict, NeedsAcknowledgement
from dispatch.rules.person_keys import columns, person_key
from dispatch.services import assignments, booking_facts, bookings
from dispatch.services.ask_rows import rows_of


def conflicts_of(row: Ask) -> list[Conflict]:
    """What speaks against a yes for the asked days that stand."""
    sessions = [one.session for one in row.sessions.select_related("session__municipality")]
    standing = [one for one in sessions if one.state != SessionState.CANCELLED]
    found = booking_facts.conflicts_of((one, row.person) for one in standing)
    key = person_key(row.person)
    return [
        Conflict(row.person, day, one)
        for day in standing
        for one in found[day.pk, key]
        if not one.unasked
    ]


def gaps_left(row: Ask) -> list[ask_gaps.Gap]:
    """The places for which the person was asked and which nobody fills."""
    sessions = [one.session for one in row.asked]
    booked = list(Assignment.objects.filter(session__request=row.request).for_listing())
    found = ask_gaps.gaps(sessions, booked, rows_of(row.request))
    return [gap for gap in found if gap.role == row.role]


def book(row: Ask, wanted: list[AskedSession], *, by, acknowledged: Mapping[str, str]) -> None:
    """Confirm the person at each of ``wanted``; who fell out there before stays in the history.

    What speaks against any of the sessions is gathered, so that all of it is asked about at once.
    """
    asks = rows_of(row.request)
    before = list(Assignment.objects.filter(session__request=row.request))
    conflicts = []
    for one in wanted:
        first = ask_gaps.fallen_out(one.session, row.role, asks, before)
        try:
            with transaction.atomic():
                one.assignment = _confirmed(row, one.session, first, by, acknowledged)
        except NeedsAcknowledgement as needed:
            conflicts += needed.conflicts
        else:
            one.save(update_fields=("assignment",))
    if conflicts:
        raise NeedsAcknowledgement(conflicts)


def set_free(row: Ask, *, reason: str, by) -> None:
    """Release the person from the asked sessions; what was booked stays linked as history.

    Once the plan has gone to the manager nobody who is confirmed changes any more, but for
    cancelled sessions: with them nobody comes back who has said no. Who was only held is let go.
    Days that were held stay as they were.
    """
    planning = row.request.state in rules.PLANNING
    for one in row.asked:
        one.session.request = row.request
        cancelled = one.session.state == SessionState.CANCELLED
        if not cancelled and bookings.why_settled(one.session):
            continue
        booked = _booked(row.person, one.session)
        if booked is None:
            continue
        if planning or cancelled:
            assignments.release(booked.pk, reason=reason, by=by)
        elif booked.state == AssignmentState.TENTATIVE and row.request.state in rules.DECIDED:
            assignments.let_go(booked.pk, reason=reason, by=by)


def forget(row: Ask, *, reason: str, by) -> None:
    """The answer was never given: what it booked is released and replaces nobody."""
    for one in row.asked:
        if one.assignment_id is None:
            continue
        booked = Assignment.objects.get(pk=one.assignment_id)
        if booked.state != AssignmentState.RELEASED:
            assignments.release(booked.pk, reason=reason, by=by)
            booked.refresh_from_db()
        if booked.replaces_id:
            booked.replaces = None
            booked.save_version(update_fields=("replaces",))
        one.assignment = None
        one.save(update_fields=("assignment",))


def _confirmed(row: Ask, session, first, by, acknowledged) -> Assignment:
    standing = _standing(row.person, session)
    if standing and AskedSession.objects.filter(assignment=standing).exists():
        raise TransitionDenied(
            f"{row.person.name}さんは、{session}について、すでに別の打診で承諾しています。"
        )
    if standing and standing.role != row.role:
        assignments.change_role(standing.pk, row.role, by=by)
    booked = assignments.assign(
        session.pk,
        row.person,
        row.role,
        by=by,
        confirmed=True,
        acknowledged=acknowledged,
        replaces=first,
    )
    if first and booked.replaces_id is None:
        booked.replaces = first
        booked.save_version(update_fields=("replaces",))
    return booked


def _standing(person, session) -> Assignment | None:
    """None too where the session is cancelled: nobody goes there any more."""
    return None if session.state == SessionState.CANCELLED else _booked(person, session)


def _booked(person, session) -> Assignment | None:
    return Assignment.objects.standing().filter(session=session, **columns(person)).first()
