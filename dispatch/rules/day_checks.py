"""Who may write down what was settled for the day, until when, and from when it presses."""

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import RequestState, SessionState
from dispatch.rules.workflows import EDIT

AREA, APPLIES_TO, RULE = "派遣の調整", "当日の準備", "確認の期限"
"""The row of the year's rules that says how many days before the day all has to be settled."""

MOST_DAYS = 3_650
PREPARING = (
    RequestState.ADJUSTING,
    RequestState.AWAITING,
    RequestState.DECIDED,
    RequestState.UNDERWAY,
)


def check_can_record(request, *, by) -> None:
    if not by.has_perm(EDIT):
        raise TransitionDenied("当日の確認を入力する権限がありません。担当に依頼してください。")
    if request.state not in PREPARING:
        state = RequestState(request.state).label
        raise TransitionDenied(f"{request}の派遣依頼は「{state}」のため、確認を入力できません。")


def check_names(session) -> None:
    """Trainees are named for days that are held."""
    for one, state, noun in (
        (session, SessionState.CANCELLED, "指導日"),
        (session.request, RequestState.CANCELLED, "派遣依頼"),
    ):
        if one.state == state:
            raise TransitionDenied(
                f"{noun}が{state.label}になっているため、受講者の氏名が入る書類は印刷できません。"
            )
