"""Who may be asked what, and where a session still lacks somebody; pure decisions."""

from collections.abc import Iterable
from datetime import date, timedelta

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import AskState, InstructorRole, RequestState, SessionState
from dispatch.rules import deadlines
from dispatch.rules.workflows import EDIT
from meisters.choices import Way

A, R = AskState, RequestState
AREA, ASKING, REPLY_BY = "派遣の調整", "打診", "回答期限"
WAYS = {
    Way.PHONE.value: "電話",
    Way.EMAIL.value: "メール",
    Way.POST.value: "郵送",
    Way.FAX.value: "FAX",
    Way.VISIT.value: "訪問",
}
"""How somebody is asked, the usual way first."""

OPEN = (A.PREPARED, A.ASKED)
STANDING = (*OPEN, A.ACCEPTED)
ANSWERED = (A.ACCEPTED, A.DECLINED)
PLANNING = (R.ADJUSTING,)
"""Here who goes may change."""

DECIDED = (R.DECIDED, R.UNDERWAY, R.HELD)
"""Here who is only held may still say no."""

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


def role_of(person_kind: str, wanted: str, places: Iterable, led: set) -> str:
    """Who helps only helps; without a ``wanted`` role the first one at each place leads it.

    ``led`` are the places (keys of sessions) that have a lead; it takes in those led from now on.
    """
    if person_kind == "assistant":
        return wanted or InstructorRole.ASSISTANT
    if wanted:
        return wanted
    open_places = set(places) - led
    led |= open_places
    return InstructorRole.LEAD if open_places else InstructorRole.FURTHER


def needs_consent(role: str, *, lettered: bool) -> bool:
    """派遣承諾書 is for those who instruct, and for a helper who was asked for it by letter."""
    return role != InstructorRole.ASSISTANT or lettered


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
