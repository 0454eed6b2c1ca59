"""The doors through which 打診 changes: who is asked, when, and what they answered.

Each takes the lock of the request first. An acceptance books the person at the sessions; a
refusal after it sets the person free, and the place is open again for the next in order.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Max

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.services import outbox
from dispatch.choices import AskState, InstructorRole
from dispatch.models import Ask, AskedSession, Assignment, DispatchRequest, Session
from dispatch.rules import asks as rules
from dispatch.rules.person_keys import columns
from dispatch.services import ask_rows, asked_places
from dispatch.services.requests import locked

MISTAKE = "回答の入力の誤り"
UP, DOWN = "up", "down"


@transaction.atomic
def add(
    request_id: int, people: Iterable, session_ids: Iterable[int] | None, role: str, *, by
) -> list[Ask]:
    """Put ``people`` at the end of the list, each for the sessions, or for those of their trade.

    Without a ``role`` the first one leads where nobody does, the others instruct, helpers help.
    Who is asked for them already is passed over; those who were added, in their order.
    """
    request = locked(request_id)
    rules.check_can_add(request, by=by)
    sessions = _of_request(request, session_ids)
    busy, led = _asked_already(request), _led(request)
    order = request.asks.aggregate(last=Max("order"))["last"] or 0
    added = []
    for person in people:
        wanted = sessions if session_ids else rules.sessions_of_trades(_trades_of(person), sessions)
        wanted = [one for one in wanted if (person, one.pk) not in busy]
        if not wanted and any(known == person for known, _ in busy):
            continue
        kind = person._meta.model_name
        given = rules.role_of(kind, role, [one.pk for one in wanted] or [None], led)
        rules.check_role(kind, given)
        order += 1
        ask = Ask.objects.create(request=request, order=order, role=given, by=by, **columns(person))
        AskedSession.objects.bulk_create(AskedSession(ask=ask, session=one) for one in wanted)
        busy |= {(person, one.pk) for one in wanted} | {(person, None)}
        added.append(ask)
    if not added:
        raise TransitionDenied("打診の一覧に加える人がいません。選んだ人は、すでに一覧にあります。")
    return added


@transaction.atomic
def change(ask_id: int, *, role: str, session_ids: Iterable[int], by) -> Ask:
    """For which sessions and as what, while nobody was asked yet."""
    ask = ask_rows.locked_row(ask_id)
    rules.check_can("change", ask, ask.request, by=by)
    rules.check_role(ask.person._meta.model_name, role)
    sessions = _of_request(ask.request, list(session_ids))
    ask.role = role
    ask.save_version(update_fields=("role",))
    ask.sessions.exclude(session__in=sessions).delete()
    known = set(ask.sessions.values_list("session_id", flat=True))
    AskedSession.objects.bulk_create(
        AskedSession(ask=ask, session=one) for one in sessions if one.pk not in known
    )
    return ask


@transaction.atomic
def ask(ask_id: int, *, asked_on: date, way: str, reply_by: date | None, by) -> Ask:
    """The person was asked."""
    row = ask_rows.locked_row(ask_id)
    rules.check_can("ask", row, row.request, by=by)
    mark_asked(row, asked_on=asked_on, way=way, reply_by=reply_by, by=by)
    return row


def mark_asked(row: Ask, *, asked_on: date, way: str, reply_by: date | None, by) -> None:
    """Write down the asking of a locked row that the rules have let pass."""
    rules.check_days(asked_on, reply_by)
    rules.check_asked_for_something([one.session for one in row.asked])
    row.state, row.asked_on, row.way, row.reply_by = AskState.ASKED, asked_on, way, reply_by
    row.by = by
    row.save_version(update_fields=("state", "asked_on", "way", "reply_by", "by"))
    ask_rows.keep_as_told(row.asked)


@transaction.atomic
def accept(
    ask_id: int,
    session_ids: Iterable[int],
    *,
    answered_on: date,
    by,
    acknowledged: Mapping[str, str] | None = None,
    consent_on: date | None = None,
    note: str = "",
) -> Ask:
    """The person comes: confirmed at ``session_ids``, all of them or none.

    Raises NeedsAcknowledgement where something speaks against it that a reason would settle.
    """
    row = ask_rows.locked_row(ask_id)
    rules.check_can("accept", row, row.request, by=by)
    rules.check_answered_after(row.asked_on, answered_on)
    chosen = set(session_ids)
    wanted = [one for one in row.asked if one.session_id in chosen]
    rules.check_asked_for_something([one.session for one in wanted])
    asked_places.book(row, wanted, by=by, acknowledged=acknowledged or {})
    ask_rows.keep_as_told(wanted)
    row.state, row.answered_on, row.reason = AskState.ACCEPTED, answered_on, note
    row.consent_on = consent_on
    row.save_version(update_fields=("state", "answered_on", "reason", "consent_on"))
    return row


@transaction.atomic
def decline(ask_id: int, *, answered_on: date, reason: str, by) -> Ask:
    """The person does not come, or can't come any more: the place is open again."""
    row = ask_rows.locked_row(ask_id)
    rules.check_can("decline", row, row.request, by=by)
    rules.check_answered_after(row.asked_on, answered_on)
    asked_places.set_free(row, reason=f"辞退：{reason}"[:200], by=by)
    row.state, row.answered_on, row.reason = AskState.DECLINED, answered_on, reason
    row.save_version(update_fields=("state", "answered_on", "reason"))
    _withdraw_letter(row, "辞退の回答があったため", by)
    return row


@transaction.atomic
def withdraw(ask_id: int, *, reason: str, by) -> Ask:
    """The office asks no more, or does without the person."""
    row = ask_rows.locked_row(ask_id)
    rules.check_can("withdraw", row, row.request, by=by)
    asked_places.set_free(row, reason=f"打診の取りやめ：{reason}"[:200], by=by)
    _withdrawn(row, reason, by)
    return row


@transaction.atomic
def withdraw_open(request: DispatchRequest, *, reason: str, by) -> list[Ask]:
    """When a request is cancelled (its row is locked): nobody's answer is waited for any more."""
    rows = list(ask_rows.whole().select_for_update(of=("self",)).filter(request=request))
    for row in rows:
        if row.state == AskState.ACCEPTED:
            _withdraw_letter(row, reason, by)
    rows = [row for row in rows if row.state in rules.OPEN]
    for row in rows:
        _withdrawn(row, reason, by)
    return rows


@transaction.atomic
def undo(ask_id: int, *, by) -> Ask:
    """One state back: what was written down by mistake was not so."""
    row = ask_rows.locked_row(ask_id)
    rules.check_can("undo", row, row.request, by=by)
    if row.state != AskState.ASKED:
        asked_places.forget(row, reason=MISTAKE, by=by)
        row.answered_on, row.reason, row.consent_on = None, "", None
    row.state = rules.state_before(row)
    if row.state == AskState.PREPARED:
        row.asked_on, row.way, row.reply_by = None, "", None
        ask_rows.forget_told(row.asked)
    row.save_version()
    return row


@transaction.atomic
def reorder(ask_id: int, direction: str, *, by) -> Ask:
    """One place up or down among those who were not asked yet."""
    row = ask_rows.locked_row(ask_id)
    rules.check_can("change", row, row.request, by=by)
    waiting = row.request.asks.filter(state=AskState.PREPARED)
    if direction == UP:
        other = waiting.filter(order__lt=row.order).order_by("-order").first()
    else:
        other = waiting.filter(order__gt=row.order).order_by("order").first()
    if other is None:
        place = "先頭" if direction == UP else "最後"
        raise TransitionDenied(f"{row.person.name}さんは、打診前の人のなかで{place}です。")
    mine, its = row.order, other.order
    row.order = row.request.asks.aggregate(last=Max("order"))["last"] + 1
    row.save_version(update_fields=("order",))
    other.order = mine
    other.save_version(update_fields=("order",))
    row.order = its
    row.save_version(update_fields=("order",))
    return row


@transaction.atomic
def consent_received(ask_id: int, on: date | None, *, by) -> Ask:
    """派遣承諾書 has come; ``on`` None takes back what was written down by mistake."""
    row = ask_rows.locked_row(ask_id)
    rules.check_can("consent", row, row.request, by=by)
    row.consent_on = on
    row.save_version(update_fields=("consent_on",))
    return row


def _of_request(request, session_ids) -> list[Session]:
    rows = list(request.sessions.standing().order_by("held_on", "starts_at", "pk"))
    if not session_ids:
        return rows
    wanted = set(session_ids)
    found = [one for one in rows if one.pk in wanted]
    if len(found) < len(wanted):
        raise TransitionDenied(
            "選んだ指導日の一部が中止されています。画面を開き直して選び直してください。"
        )
    return found


def _asked_already(request) -> set[tuple]:
    """(person, session) of asks that stand, and (person, None) for the person alone."""
    rows = [row for row in ask_rows.rows_of(request) if row.state in rules.STANDING]
    return {(row.person, one.session_id) for row in rows for one in row.asked} | {
        (row.person, None) for row in rows
    }


def _led(request) -> set[int | None]:
    """Keys of the sessions that have a lead or for which one is asked; None for the request."""
    asks = AskedSession.objects.filter(
        ask__request=request, ask__state__in=rules.STANDING, ask__role=InstructorRole.LEAD
    )
    booked = Assignment.objects.standing().filter(
        session__request=request, role=InstructorRole.LEAD
    )
    found = {
        *asks.values_list("session_id", flat=True),
        *booked.values_list("session_id", flat=True),
    }
    return found | {None} if found else found


def _trades_of(person) -> list[int] | None:
    """Keys of the trades in which the person instructs; None for who helps in any."""
    if hasattr(person, "trades"):
        return list(person.trades.values_list("trade_id", flat=True))
    return [person.trade_id] if hasattr(person, "trade_id") else None


def _withdrawn(row: Ask, reason: str, by) -> None:
    row.state, row.reason, row.answered_on = AskState.WITHDRAWN, reason[:200], None
    row.save_version(update_fields=("state", "reason", "answered_on"))
    _withdraw_letter(row, "打診を取りやめたため", by)


def _withdraw_letter(row: Ask, comment: str, by) -> None:
    if row.message_id:
        outbox.withdraw([row.message_id], by=by, comment=comment)
