"""When sessions change, and what they may become."""

from datetime import date

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import RequestState as R
from dispatch.choices import SessionState, Side
from dispatch.rules.occasions import length_of
from dispatch.rules.workflows import EDIT

CHANGEABLE_STATES = (R.ADJUSTING,)
CANCELLABLE_STATES = (R.ADJUSTING, R.DECIDED, R.UNDERWAY)
ATTENDED_STATES = (R.ADJUSTING, R.AWAITING, R.DECIDED, R.UNDERWAY)
"""Who attends of the staff is the corner's own affair: no decision has to be taken anew for it."""

TIMES = ("held_on", "starts_at", "ends_at", "place", "municipality")
"""What somebody who goes has to be told when it changes."""
LETTERED = (*TIMES, "trade", "content")
"""What the 依頼状 tells."""
FIELDS = (
    "trade",
    "operation",
    *TIMES,
    "break_minutes",
    "people",
    "content",
    "attendant",
)


def check_can_change(request, *, by) -> None:
    """Sessions and people change while the request is being adjusted."""
    check_permission(by)
    sentence = why_not(request)
    if sentence:
        raise TransitionDenied(sentence)


def why_not(request) -> str:
    """Why sessions can't change now, and what to do; "" if they can."""
    if request.state in CHANGEABLE_STATES:
        return ""
    state = R(request.state).label
    way = {
        R.RECEIVED: "「調整を始める」を選んでから、指導日を入力してください。",
        R.AWAITING: "承認の依頼を引き戻してから変更してください。",
        R.DECIDED: "「計画を変更する」を選んでから変更してください。",
    }.get(R(request.state), "")
    return f"{request}の派遣依頼は「{state}」のため、指導日を変更できません。{way}"


def can_change(request, *, by) -> bool:
    return by.has_perm(EDIT) and request.state in CHANGEABLE_STATES


def can_cancel(request, *, by) -> bool:
    return by.has_perm(EDIT) and request.state in CANCELLABLE_STATES


def check_can_cancel(session, side: str, reason: str, *, by) -> None:
    """中止 of one session, until the dispatch is over."""
    check_permission(by)
    request = session.request
    if request.state not in CANCELLABLE_STATES:
        state = R(request.state).label
        raise TransitionDenied(
            f"{request}の派遣依頼は「{state}」のため、指導日を中止にできません。"
        )
    if session.state == SessionState.CANCELLED:
        raise TransitionDenied(f"{session}の指導日は、すでに中止になっています。")
    check_reason(side, reason)


def check_reason(side: str, reason: str) -> None:
    if side not in Side.values:
        raise TransitionDenied("中止の事由を選択してください。")
    if not reason.strip():
        raise TransitionDenied("中止の理由を入力してください。")


def can_name_attendant(request, *, by) -> bool:
    return by.has_perm(EDIT) and request.state in ATTENDED_STATES


def check_can_name_attendant(request, *, by) -> None:
    check_permission(by)
    if request.state not in ATTENDED_STATES:
        state = R(request.state).label
        way = "「調整を始める」を選んでから決めてください。" if state == R.RECEIVED.label else ""
        raise TransitionDenied(
            f"{request}の派遣依頼は「{state}」のため、立会職員を変更できません。{way}"
        )


def check_can_revive(session, *, by) -> None:
    check_can_change(session.request, by=by)
    check_cancelled(session)


def check_cancelled(session) -> None:
    if session.state != SessionState.CANCELLED:
        raise TransitionDenied(f"{session}の指導日は、中止になっていません。")


def check_stands(session) -> None:
    if session.state == SessionState.CANCELLED:
        raise TransitionDenied(
            f"{session}の指導日は中止になっています。中止を取りやめてから変更してください。"
        )


def why_settled(session, *, decided: bool, today: date) -> str:
    """What was decided and held stays as it was, even while the plan is being changed; else ""."""
    if not decided or session.held_on >= today:
        return ""
    if session.state == SessionState.CANCELLED:
        return (
            f"{session}の指導日は、決定した計画の実施日を過ぎているため、中止を取りやめられません。"
            "別の日に行うときは「同じ内容で別の日を追加する」を選んでください。"
        )
    return (
        f"{session}の指導日は、決定した計画の実施日を過ぎているため変更できません。"
        "行われなかったときは中止にしてください。"
    )


def check_session(session) -> None:
    """Its day lies in the year of the request, and its times are in order."""
    year = session.request.fiscal_year
    if fiscal_year.of(session.held_on) != year:
        raise TransitionDenied(outside_sentence(session.held_on, year))
    if session.ends_at <= session.starts_at:
        raise TransitionDenied("終了時刻は開始時刻より後の時刻を入力してください。")
    if session.break_minutes >= length_of(session):
        raise TransitionDenied("休憩の時間が、指導日の時間以上になっています。")
    operation = session.operation
    if operation is not None and operation.trade_id != session.trade_id:
        raise TransitionDenied(f"{operation}は{session.trade}の作業ではありません。")


def outside_sentence(day: date, year: int) -> str:
    return (
        f"実施日の{wareki.format_date(day)}は{fiscal_year.label(year)}の日付ではありません。"
        "年度をまたぐ派遣は、年度ごとに別の派遣依頼として登録してください。"
    )


def check_permission(by) -> None:
    if not by.has_perm(EDIT):
        raise TransitionDenied("指導日を変更する権限がありません。担当に依頼してください。")
