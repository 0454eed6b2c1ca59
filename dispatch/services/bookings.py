"""What every change of a session or of its people asks again before it is kept."""

from collections.abc import Mapping
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import AssignmentState, SoftConflict
from dispatch.models import Acknowledgement, Assignment, Session
from dispatch.rules import assignments as rules
from dispatch.rules import sessions as session_rules
from dispatch.rules.assignments import Conflict
from dispatch.rules.person_keys import kind_of, person_key
from dispatch.rules.soft_conflicts import overlap
from dispatch.services import booking_facts, requests

CONFIRMED = AssignmentState.CONFIRMED
AGREED = "本人の承諾を得ています。"
REFUSALS = {
    "one_lead_a_session": (
        "この指導日には、主たる指導者がすでにいます。役割を変えるか、先に外してください。"
    ),
    "once_a_session": "同じ人が、すでにこの指導日に入っています。",
}


def locked_session(session_id: int) -> Session:
    """The session as it is now, with its request; both are locked until the transaction ends."""
    request_id = Session.objects.values_list("request", flat=True).get(pk=session_id)
    request = requests.locked(request_id)
    rows = Session.objects.select_for_update(of=("self",))
    session = rows.select_related("trade", "operation", "municipality", "attendant").get(
        pk=session_id
    )
    session.request = request
    return session


def why_settled(session) -> str:
    """Why neither the session nor its people change any more; "" if they may."""
    today = timezone.localdate()
    decided = session.held_on < today and session.request.versions.exists()
    return session_rules.why_settled(session, decided=decided, today=today)


def check_ahead(session) -> None:
    if sentence := why_settled(session):
        raise TransitionDenied(sentence)


def people_at(session) -> list[Assignment]:
    """Those who stand for the session."""
    rows = list(Assignment.objects.standing().filter(session=session.pk).for_listing())
    for row in rows:
        row.session = session
    return rows


def check_person(session, person, role: str) -> None:
    trades = ()
    if kind_of(person) == "meister":
        trades = person.trades.values_list("trade", flat=True)
    rules.check_person(session, person, role, trades)


def check_free(session, person) -> None:
    """Nobody is promised to two places at once, not even tentatively."""
    other = booked_elsewhere(session, person)
    if other is not None:
        raise TransitionDenied(rules.taken_sentence(person, other))


def booked_elsewhere(session, person):
    """The confirmed session that keeps the person at that time, or None."""
    rows = booking_facts.bookings_of([person], [session.held_on]).filter(state=CONFIRMED)
    others = (row.session for row in rows if row.session_id != session.pk)
    return next((one for one in others if overlap(session, one)), None)


def recheck(session, *, by, acknowledged: Mapping[str, str]) -> None:
    """Ask everything again for the people of a session that changed, before it is saved."""
    rows = people_at(session)
    for row in rows:
        try:
            check_person(session, row.person, row.role)
        except TransitionDenied as denied:
            sentence = f"{denied}先に{row.person}さんをこの指導日から外してください。"
            raise TransitionDenied(sentence) from denied
        check_free(session, row.person)
    confirmed = [row for row in rows if row.state == CONFIRMED]
    if not Session.objects.filter(pk=session.pk, held_on=session.held_on).exists():
        _forget_availability(confirmed)
    acknowledge(confirmed, acknowledged, by=by)


def _forget_availability(rows: list[Assignment]) -> None:
    """What was said of one day says nothing of another."""
    said = Acknowledgement.objects.filter(assignment__in=rows, conflict=SoftConflict.AVAILABILITY)
    said.delete()


def acknowledge(
    rows: list[Assignment], acknowledged: Mapping[str, str], *, by, agreed: bool = False
) -> None:
    """Refuse what nobody took upon them; keep the reasons, and drop those that are past.

    ``agreed``: the people have said yes just now, which is the reason where nobody had asked them.
    """
    found = booking_facts.conflicts_of((row.session, row.person) for row in rows)
    fresh = []
    for row in rows:
        conflicts = found[row.session_id, person_key(row.person)]
        said = {one.conflict: one.text for one in row.acknowledgements.all()} if row.pk else {}
        fresh += [
            (row, Conflict(row.person, row.session, one))
            for one in conflicts
            if said.get(one.kind) != one.text
        ]
    rules.check_acknowledged(
        [one for _, one in fresh if not (agreed and one.found.unasked)], acknowledged
    )
    for row in rows:
        kinds = [one.kind for one in found[row.session_id, person_key(row.person)]]
        row.acknowledgements.exclude(conflict__in=kinds).delete()
    for row, conflict in fresh:
        reason = rules.reason_for(conflict, acknowledged) or AGREED
        keep_reason(row, conflict, reason, by=by)


def keep_reason(row: Assignment, conflict: Conflict, reason: str, *, by) -> None:
    row.acknowledgements.filter(conflict=conflict.found.kind).delete()
    Acknowledgement.objects.create(
        assignment=row,
        conflict=conflict.found.kind,
        text=conflict.found.text,
        reason=reason,
        by=by,
    )


@contextmanager
def refusing(session, people):
    """The database's own refusal becomes a sentence that names the other session."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        constraint = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "") or ""
        sentence = _sentence(constraint, session, people)
        if sentence is None:
            raise
        raise TransitionDenied(sentence) from error


def _sentence(constraint: str, session, people) -> str | None:
    for ending, sentence in REFUSALS.items():
        if constraint.endswith(ending):
            return sentence
    if not constraint.endswith("in_one_place"):
        return None
    for person in people:
        other = booked_elsewhere(session, person)
        if other is not None:
            return rules.taken_sentence(person, other)
    return "同じ時間帯に、別の指導日が確定しています。画面を開き直して確認してください。"
