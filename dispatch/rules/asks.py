"""Who may be asked what, and where a session still lacks somebody; pure decisions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

from aomori_skills.base import wareki
from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import AskState, AssignmentState, InstructorRole, RequestState, SessionState
from dispatch.rules import deadlines
from dispatch.rules.workflows import EDIT

A, R = AskState, RequestState
AREA, ASKING, REPLY_BY = "派遣の調整", "打診", "回答期限"
OPEN = (A.PREPARED, A.ASKED)
STANDING = (*OPEN, A.ACCEPTED)
ANSWERED = (A.ACCEPTED, A.DECLINED)
PLANNING = (R.ADJUSTING,)
"""Here who goes may change."""

RUNNING = (R.RECEIVED, R.ADJUSTING, R.AWAITING, R.DECIDED, R.UNDERWAY, R.HELD)
"""Here an answer without any consequence, and the paper of consent, may still come."""

SOURCES = {
    "change": (A.PREPARED,),
    "ask": (A.PREPARED,),
    "accept": (A.ASKED,),
    "decline": (A.ASKED, A.ACCEPTED),
    "withdraw": STANDING,
    "undo": (A.ASKED, A.ACCEPTED, A.DECLINED, A.WITHDRAWN),
    "consent": (A.ACCEPTED,),
    "letter": STANDING,
}
"""Act → the states of an ask in which it can be done."""

_RELEASED = AssignmentState.RELEASED
WORDS = {
    "change": "打診の内容の変更",
    "ask": "打診の記録",
    "accept": "承諾の記録",
    "decline": "辞退の記録",
    "withdraw": "打診の取りやめ",
    "undo": "1つ前の状態への戻し",
    "consent": "派遣承諾書の記録",
    "letter": "依頼状の作成",
}


class Sending(TextChoices):
    """How the letters go out."""

    EACH = "each", "メールアドレスがある人にはメール、ない人には文書"
    LETTERS = "letters", "すべての人に文書"


def check_may_edit(by) -> None:
    if not by.has_perm(EDIT):
        raise TransitionDenied("打診を記録する権限がありません。担当に依頼してください。")


def check_can_add(request, *, by) -> None:
    check_may_edit(by)
    _check_planning(request, "打診の一覧への追加")


def check_can(act: str, ask, request, *, by) -> None:
    """Raise TransitionDenied with a sentence unless ``act`` may be done with the ask now."""
    check_may_edit(by)
    if ask.state not in SOURCES[act]:
        raise TransitionDenied(
            f"{ask.person.name}さんへの打診は現在「{ask.get_state_display()}」のため、"
            f"{WORDS[act]}はできません。画面を開き直して最新の状態を確認してください。"
        )
    if act == "withdraw" and request.state == R.CANCELLED:
        return
    if act in ("consent", "letter") or not _moves_people(act, ask):
        if request.state not in RUNNING:
            raise _too_late(request, WORDS[act])
        return
    _check_planning(request, WORDS[act])


def may(act: str, ask, request) -> bool:
    """Whether the states allow ``act``, whoever wants to do it."""
    if ask.state not in SOURCES[act]:
        return False
    if act == "withdraw" and request.state == R.CANCELLED:
        return True
    light = act in ("consent", "letter") or not _moves_people(act, ask)
    return request.state in (RUNNING if light else PLANNING)


def _moves_people(act: str, ask) -> bool:
    """Whether who goes changes by it."""
    return act in ("change", "ask", "accept") or ask.state in (A.ACCEPTED, A.PREPARED)


def _check_planning(request, words: str) -> None:
    if request.state in PLANNING:
        return
    if request.state in (R.DECIDED, R.UNDERWAY):
        raise TransitionDenied(
            f"{request}の派遣依頼は「{R(request.state).label}」のため、{words}はできません。"
            "指導者を替えるときは、先に「計画を変更する」を選んでください。"
        )
    if request.state == R.AWAITING:
        raise TransitionDenied(
            f"{request}の派遣依頼は承認待ちのため、{words}はできません。"
            "先に承認の依頼を引き戻してください。"
        )
    raise _too_late(request, words)


def _too_late(request, words: str) -> TransitionDenied:
    hint = (
        "先に調整を始めてください。"
        if request.state == R.RECEIVED
        else "派遣依頼の状態を確認してください。"
    )
    return TransitionDenied(
        f"{request}の派遣依頼は「{R(request.state).label}」のため、{words}はできません。{hint}"
    )


def check_role(person_kind: str, role: str) -> None:
    """補助員 helps and never instructs."""
    if role not in InstructorRole.values:
        raise TransitionDenied("役割を選択してください。")
    if person_kind == "assistant" and role != InstructorRole.ASSISTANT:
        raise TransitionDenied("補助員として登録した人には、「補助員」の役割だけを打診できます。")


def check_asked_for_something(sessions) -> None:
    if not [one for one in sessions if one.state != SessionState.CANCELLED]:
        raise TransitionDenied(
            "打診する指導日がありません。先に「指導日」で日程を入れ、打診の内容で選んでください。"
        )


def check_days(asked_on: date, reply_by: date | None) -> None:
    if reply_by and reply_by < asked_on:
        raise TransitionDenied("回答期限は打診日以後の日付を入力してください。")


def check_answered_after(asked_on: date, answered_on: date) -> None:
    if answered_on < asked_on:
        raise TransitionDenied("回答日は打診日以後の日付を入力してください。")


def state_before(ask) -> str:
    """Where a state that was written down by mistake leads back to."""
    if ask.state == A.ASKED or ask.asked_on is None:
        return A.PREPARED
    return A.ASKED


def reply_by(book, asked_on: date) -> date | None:
    """回答期限 by the year's rule; None while the office has set none."""
    days = book.value(REPLY_BY, ASKING)
    return None if days is None else asked_on + timedelta(days=int(min(days, deadlines.MOST_DAYS)))


def sessions_of_trades(trades: Iterable[int] | None, sessions: list) -> list:
    """What a person is asked for unless told otherwise: the sessions of their trades, else all.

    ``trades`` is None for a person of no trade (補助員).
    """
    standing = [one for one in sessions if one.state != SessionState.CANCELLED]
    if trades is None:
        return standing
    known = set(trades)
    return [one for one in standing if one.trade_id in known] or standing


@dataclass(frozen=True)
class Gap:
    """A place at a session that nobody is confirmed for; ``proposed`` is the next to be asked."""

    session: object
    role: str
    waits_for: object = None
    proposed: object = None
    first: object = None
    """The assignment of who fell out, kept in the history."""

    @property
    def place(self) -> str:
        return f"{self.session}（{self.session.trade}）の{InstructorRole(self.role).label}"

    @property
    def sentence(self) -> str:
        """Why the place is open, and who is to be asked now."""
        gone = f"{self.first.person.name}さんが行けなくなりました。" if self.first else ""
        return gone + self.now

    @property
    def now(self) -> str:
        then = "次は"
        waits = ""
        if self.waits_for:
            due = self.waits_for.reply_by
            by = f"（回答期限{wareki.format_short(due)}）" if due else ""
            waits, then = f"{self.waits_for.person.name}さんに打診中です{by}。", "その次は"
        if self.proposed:
            following = self.proposed
            return f"{waits}{then}{following.person.name}さん（打診の順{following.order}）です。"
        return waits or "打診する人がいません。「打診する人を加える」などで加えてください。"


def gaps(sessions: list, assignments: list, asks: list) -> list[Gap]:
    """Sessions without a confirmed lead, and further places whose person declined.

    ``asks`` come in their order, each with its asked sessions (``asked``: AskedSession rows); the
    first that was not asked yet is proposed for a gap.
    """
    booked = {one.pk: one for one in assignments}
    replaced = {one.replaces_id for one in assignments if one.replaces_id}
    found = []
    for session in sessions:
        if session.state == SessionState.CANCELLED:
            continue
        for role in InstructorRole.values:
            place = _Place(session, role, asks, booked, replaced)
            if place.is_open(assignments):
                found.append(place.gap())
    return found


def fallen_out(session, role: str, asks: list, assignments: list):
    """The assignment of who said yes and can't come, and whom nobody replaces yet; or None."""
    return _place(session, role, asks, assignments).first


def _place(session, role: str, asks: list, assignments: list) -> "_Place":
    booked = {one.pk: one for one in assignments}
    replaced = {one.replaces_id for one in assignments if one.replaces_id}
    return _Place(session, role, asks, booked, replaced)


class _Place:
    """A role at a session, with those who were asked for it in their order."""

    def __init__(self, session, role: str, asks: list, booked: dict, replaced: set):
        self.session, self.role = session, role
        self.asked = [
            (ask, booked.get(row.assignment_id))
            for ask in asks
            if ask.role == role
            for row in ask.asked
            if row.session_id == session.pk
        ]
        fell_out = [
            one
            for _, one in self.asked
            if one and one.state == _RELEASED and one.pk not in replaced
        ]
        self.first = max(fell_out, key=lambda one: one.pk, default=None)

    def is_open(self, assignments: list) -> bool:
        here = [
            one for one in assignments if (one.session_id, one.role) == (self.session.pk, self.role)
        ]
        if self.role == InstructorRole.LEAD:
            return not any(one.state == AssignmentState.CONFIRMED for one in here)
        orders = [ask.order for ask, one in self.asked if one and one.state != _RELEASED]
        refused = [ask.order for ask, one in self.asked if ask.state in ANSWERED and not one]
        return bool(self.first) or max(refused, default=0) > max(orders, default=0)

    def gap(self) -> Gap:
        return Gap(
            self.session,
            self.role,
            waits_for=self._next(A.ASKED),
            proposed=self._next(A.PREPARED),
            first=self.first,
        )

    def _next(self, state: str):
        return next((ask for ask, _ in self.asked if ask.state == state), None)
