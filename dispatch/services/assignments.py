"""The doors through which people come to a session and leave it.

Each takes the lock of the request; who is confirmed can't be in two places.
"""

from collections.abc import Mapping

from django.db import transaction

from dispatch.choices import AssignmentState, SessionState
from dispatch.models import Assignment
from dispatch.rules import assignments as rules
from dispatch.rules import sessions as session_rules
from dispatch.rules.assignments import Conflict
from dispatch.rules.person_keys import columns, person_key
from dispatch.services import booked_asks, booking_facts, bookings
from dispatch.services.bookings import locked_session

TENTATIVE, CONFIRMED = AssignmentState.TENTATIVE, AssignmentState.CONFIRMED
RELEASE, SUBSTITUTE = "release_person", "substitute_person"


@transaction.atomic
def assign(
    session_id: int,
    person,
    role: str,
    *,
    by,
    confirmed: bool = False,
    acknowledged: Mapping[str, str] | None = None,
    replaces: Assignment | None = None,
) -> Assignment:
    """Book a person: 仮, or 確定 once what stands against it was acknowledged.

    Who stands for the session tentatively in that role is confirmed by a confirmed booking.
    """
    session = _changeable(session_id, by=by)
    acknowledged = acknowledged or {}
    _check_refusal(session, person, acknowledged)
    standing = _standing_row(session, person)
    if confirmed and standing is not None and standing.role == role:
        return _confirm(standing, acknowledged, by=by, agreed=True)
    rules.check_not_twice(standing)
    bookings.check_person(session, person, role)
    bookings.check_free(session, person)
    row = Assignment(
        session=session,
        role=role,
        state=CONFIRMED if confirmed else TENTATIVE,
        replaces=replaces,
        **columns(person),
    )
    with bookings.refusing(session, [person]):
        row.save()
    if confirmed:
        bookings.acknowledge([row], acknowledged, by=by, agreed=True)
    else:
        _keep_given(row, acknowledged, by=by)
    return row


@transaction.atomic
def confirm(assignment_id: int, *, by, acknowledged: Mapping[str, str] | None = None) -> Assignment:
    """仮 → 確定; from now on nobody else has the person at that time."""
    row = _locked(assignment_id, by=by)
    if row.state != CONFIRMED:
        _check_refusal(row.session, row.person, acknowledged or {})
    return _confirm(row, acknowledged or {}, by=by, agreed=row.state != CONFIRMED)


@transaction.atomic
def change_role(assignment_id: int, role: str, *, by) -> Assignment:
    row = _locked(assignment_id, by=by)
    rules.check_standing(row)
    bookings.check_person(row.session, row.person, role)
    row.role = role
    with bookings.refusing(row.session, [row.person]):
        row.save_version(update_fields=("role",))
    return row


@transaction.atomic
def release(assignment_id: int, *, reason: str, by) -> Assignment:
    """The person no longer goes; the row stays in the history of the session.

    From a cancelled session too, whatever became of its request: nobody goes there, and who has
    left does not come back with it.
    """
    row = _locked(assignment_id, by=by, leaving=True)
    _release(row, reason)
    request = row.session.request
    _note(request, RELEASE, "従事者の解除", f"{row.session}：{row}　{reason.strip()}", by=by)
    return row


@transaction.atomic
def let_go(assignment_id: int, *, reason: str, by) -> Assignment:
    """Who was only held and has said no does not come, whatever was decided about the others."""
    session_rules.check_permission(by)
    session_id = Assignment.objects.values_list("session", flat=True).get(pk=assignment_id)
    session = locked_session(session_id)
    rows = Assignment.objects.select_for_update(of=("self",)).for_listing()
    row = rows.get(pk=assignment_id, state=TENTATIVE)
    row.session = session
    _release(row, reason)
    _note(session.request, RELEASE, "従事者の解除", f"{session}：{row}　{reason.strip()}", by=by)
    return row


@transaction.atomic
def substitute(
    assignment_id: int,
    person,
    *,
    reason: str,
    by,
    confirmed: bool = False,
    acknowledged: Mapping[str, str] | None = None,
) -> Assignment:
    """Another person takes the place and the role; the first stays, released."""
    first = _locked(assignment_id, by=by)
    _release(first, reason)
    row = assign(
        first.session_id,
        person,
        first.role,
        by=by,
        confirmed=confirmed,
        acknowledged=acknowledged,
        replaces=first,
    )
    told = f"{first.session}：{first}から{row}へ　{reason.strip()}"
    _note(first.session.request, SUBSTITUTE, "従事者の交代", told, by=by)
    return row


def _changeable(session_id: int, *, by, leaving: bool = False):
    session = locked_session(session_id)
    if leaving and session.state == SessionState.CANCELLED:
        session_rules.check_permission(by)
        return session
    session_rules.check_can_change(session.request, by=by)
    session_rules.check_stands(session)
    bookings.check_ahead(session)
    return session


def _locked(assignment_id: int, *, by, leaving: bool = False) -> Assignment:
    session_id = Assignment.objects.values_list("session", flat=True).get(pk=assignment_id)
    session = _changeable(session_id, by=by, leaving=leaving)
    rows = Assignment.objects.select_for_update(of=("self",))
    row = rows.for_listing().get(pk=assignment_id)
    row.session = session
    return row


def _check_refusal(session, person, acknowledged) -> None:
    """Who has said no is booked with a reason; what else speaks against it is asked about too."""
    refused = booked_asks.refusal(session, person)
    if refused is None:
        return
    others = [
        Conflict(person, session, one)
        for one in booking_facts.conflicts(session, person)
        if not one.unasked
    ]
    rules.check_acknowledged([refused, *others], acknowledged)


def _standing_row(session, person) -> Assignment | None:
    key = person_key(person)
    rows = bookings.people_at(session)
    return next((row for row in rows if person_key(row.person) == key), None)


def _confirm(row: Assignment, acknowledged, *, by, agreed: bool) -> Assignment:
    """Confirming again takes the reasons for what has come up since, and changes nothing else."""
    rules.check_standing(row)
    session, person = row.session, row.person
    if row.state == CONFIRMED:
        bookings.acknowledge([row], acknowledged, by=by, agreed=agreed)
        return row
    bookings.check_person(session, person, row.role)
    bookings.check_free(session, person)
    bookings.acknowledge([row], acknowledged, by=by, agreed=agreed)
    row.state = CONFIRMED
    with bookings.refusing(session, [person]):
        row.save_version(update_fields=("state",))
    return row


def _release(row: Assignment, reason: str) -> None:
    rules.check_standing(row)
    rules.check_reason(reason)
    row.state, row.release_reason = AssignmentState.RELEASED, reason.strip()
    row.save_version(update_fields=("state", "release_reason"))


def _keep_given(row: Assignment, acknowledged, *, by) -> None:
    """Reasons given with a tentative booking hold when it is confirmed."""
    for found in booking_facts.conflicts(row.session, row.person) if acknowledged else ():
        conflict = Conflict(row.person, row.session, found)
        reason = rules.reason_for(conflict, acknowledged)
        if reason:
            bookings.keep_reason(row, conflict, reason, by=by)


def _note(request, name: str, label: str, comment: str, *, by) -> None:
    request.steps.create(
        from_state=request.state,
        to_state=request.state,
        transition=name,
        label=label,
        by=by,
        comment=comment,
    )
