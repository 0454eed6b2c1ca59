"""The doors through which 指導日 are made, moved and cancelled, under the request's lock."""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import SessionState, Side
from dispatch.models import Session
from dispatch.rules import sessions as rules
from dispatch.rules.told import Told
from dispatch.services import bookings, overtaken_letters, requests, told_plans
from dispatch.services.bookings import locked_session
from dispatch.services.session_notes import moved_words, note, to_tell_of
from dispatch.services.session_proposals import from_request, from_wish, trades_of

STALE = "ほかの職員がこの指導日を変更しました。画面を開き直して確認してください。"
COPIED = (
    "trade",
    "operation",
    "starts_at",
    "ends_at",
    "break_minutes",
    "place",
    "municipality",
    "people",
    "content",
    "attendant",
)


@dataclass(frozen=True)
class Moved:
    """A session that changed, and who has to be told of it."""

    session: Session
    to_tell: tuple[Told, ...]


@transaction.atomic
def add(request_id: int, fields: Mapping, *, by) -> Session:
    """One more session; what ``fields`` leaves out is taken from the request."""
    request = requests.locked(request_id)
    rules.check_can_change(request, by=by)
    return _create(request, fields)


@transaction.atomic
def add_from_wishes(
    request_id: int, wished_ids: Iterable[int], *, by, trade_ids: Iterable[int] | None = None
) -> list[Session]:
    """A session for each wished date and each trade of the request that has none yet."""
    request = requests.locked(request_id)
    rules.check_can_change(request, by=by)
    wishes = list(request.wished_dates.filter(pk__in=list(wished_ids)).order_by("day", "starts_at"))
    untimed = [wish for wish in wishes if wish.starts_at is None]
    if untimed:
        raise TransitionDenied(
            f"希望日の{untimed[0]}は時刻が入力されていません。時刻を決めて、1日ずつ追加してください。"
        )
    wanted = None if trade_ids is None else set(trade_ids)
    have = set(request.sessions.standing().values_list("held_on", "starts_at", "trade"))
    return [
        _create(request, from_wish(wish) | values | {"attendant": request.owner})
        for wish in wishes
        for values in trades_of(request)
        if wanted is None or values["trade"].pk in wanted
        if (wish.day, wish.starts_at, values["trade"].pk) not in have
    ]


@transaction.atomic
def repeat(session_id: int, days: Iterable[date], *, by) -> list[Session]:
    """The same times, place and content on more dates; people are booked for each day."""
    session = locked_session(session_id)
    rules.check_can_change(session.request, by=by)
    fields = {name: getattr(session, name) for name in COPIED}
    days = sorted(set(days))
    taken = session.request.sessions.standing().filter(
        held_on__in=days, starts_at=session.starts_at, trade=session.trade
    )
    if twice := taken.first():
        raise TransitionDenied(f"{twice}の指導日は、すでにあります。日付を直してください。")
    return [_create(session.request, fields | {"held_on": day}) for day in days]


@transaction.atomic
def move(
    session_id: int,
    fields: Mapping,
    *,
    version: int,
    by,
    acknowledged: Mapping[str, str] | None = None,
) -> Moved:
    """Save an edited session; its people are asked about anew where day, time or place changed."""
    session = locked_session(session_id)
    rules.check_can_change(session.request, by=by)
    rules.check_stands(session)
    bookings.check_ahead(session)
    if session.version != version:
        raise TransitionDenied(STALE)
    before = {name: getattr(session, name) for name in rules.FIELDS}
    was = copy(session)
    for name in rules.FIELDS:
        setattr(session, name, fields.get(name, before[name]))
    rules.check_session(session)
    changed = [name for name in rules.FIELDS if getattr(session, name) != before[name]]
    bookings.recheck(session, by=by, acknowledged=acknowledged or {})
    with bookings.refusing(session, _confirmed_people(session)):
        session.save_version()
    due = frozenset()
    if set(changed) & set(rules.LETTERED):
        due = overtaken_letters.withdraw(session, comment="指導日の変更のため", by=by)
    if not set(changed) & set(rules.TIMES):
        return Moved(session, ())
    told = to_tell_of(session, by=by, also=(was.attendant,), letters=due)
    note(session, "session_moved", "指導日の変更", moved_words(was, session), told, by=by)
    return Moved(session, told)


@transaction.atomic
def cancel(session_id: int, *, side: str, reason: str, by) -> Moved:
    """中止: the session stays and counts nowhere, and its people are free."""
    session = locked_session(session_id)
    rules.check_can_cancel(session, side, reason, by=by)
    _cancel(session, side, reason)
    told_plans.day_falls_out(session, by=by)
    due = overtaken_letters.withdraw(session, comment="指導日の中止のため", by=by)
    told = to_tell_of(session, by=by, letters=due)
    why = f"{session}　{Side(side).label}：{reason.strip()}"
    note(session, "session_cancelled", "指導日の中止", why, told, by=by)
    return Moved(session, told)


@transaction.atomic
def revive(session_id: int, *, by, acknowledged: Mapping[str, str] | None = None) -> Moved:
    """The cancellation was a mistake, or is over: the people are asked about anew."""
    session = locked_session(session_id)
    rules.check_can_revive(session, by=by)
    return _bring_back(session, by=by, acknowledged=acknowledged)


@transaction.atomic
def bring_back(session_id: int, *, by) -> Moved:
    """The same together with its request, whatever state that is in."""
    rules.check_permission(by)
    session = locked_session(session_id)
    rules.check_cancelled(session)
    return _bring_back(session, by=by, acknowledged=None)


def _bring_back(session: Session, *, by, acknowledged: Mapping[str, str] | None) -> Moved:
    bookings.check_ahead(session)
    bookings.recheck(session, by=by, acknowledged=acknowledged or {})
    session.state = SessionState.PLANNED
    session.cancel_side = session.cancel_reason = ""
    with bookings.refusing(session, _confirmed_people(session)):
        session.save_version(update_fields=("state", "cancel_side", "cancel_reason"))
    due = overtaken_letters.withdraw(session, comment="指導日の中止の取りやめのため", by=by)
    told = to_tell_of(session, by=by, letters=due)
    note(session, "session_revived", "中止の取りやめ", str(session), told, by=by)
    return Moved(session, told)


def cancel_all(request, *, side: str, reason: str, by) -> list[Session]:
    """The request is cancelled, and its sessions with it; call it with the request locked."""
    rules.check_reason(side, reason)
    sessions = list(request.sessions.standing().select_for_update(of=("self",)))
    for session in sessions:
        _cancel(session, side, reason)
    return sessions


def _create(request, fields: Mapping) -> Session:
    session = Session(
        request=request, **(from_request(request, fields.get("trade")) | dict(fields))
    )
    rules.check_session(session)
    session.save()
    return session


def _cancel(session: Session, side: str, reason: str) -> None:
    session.state = SessionState.CANCELLED
    session.cancel_side, session.cancel_reason = side, reason.strip()[:200]
    session.save_version(update_fields=("state", "cancel_side", "cancel_reason"))


def _confirmed_people(session) -> list:
    rows = bookings.people_at(session)
    return [row.person for row in rows if row.state == bookings.CONFIRMED]
