"""実技指導計画書, 受講者名簿, 事前打合せ: who may change them when, and what a plan still lacks."""

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import RequestState
from dispatch.rules.plan_totals import PlanTotals
from dispatch.rules.workflows import EDIT, EDITABLE_STATES, ENDED_STATES

VIEW_TRAINEES = "dispatch.view_trainees"
EDIT_TRAINEES = "dispatch.edit_trainees"


def check_can_plan(request, *, by) -> None:
    """The plan goes to the manager as it is, and stays as it was decided."""
    _check_permission(by, EDIT, "計画書を編集する権限がありません。")
    if request.state not in EDITABLE_STATES:
        raise TransitionDenied(
            f"{request}の派遣依頼は「{_state(request)}」のため、計画書を編集できません。"
            "決定した後に直すときは、先に「計画を変更する」を選んでください。"
        )


def check_can_list(request, *, by) -> None:
    """Names change late: only what waits for the manager or is closed stands still."""
    _check_permission(by, EDIT_TRAINEES, "受講者名簿を編集する権限がありません。")
    closed = (RequestState.AWAITING, RequestState.SETTLED, *ENDED_STATES)
    if request.state in closed:
        raise TransitionDenied(
            f"{request}の派遣依頼は「{_state(request)}」のため、受講者名簿を編集できません。"
        )


def check_can_meet(request, *, by) -> None:
    """A talk that was held can be written down until all is closed."""
    _check_permission(by, EDIT, "事前打合せを記録する権限がありません。")
    if request.state in ENDED_STATES:
        raise TransitionDenied(
            f"{request}の派遣依頼は「{_state(request)}」のため、事前打合せを記録できません。"
        )


def allows(check, request, *, by) -> bool:
    """Whether ``check`` lets it pass."""
    try:
        check(request, by=by)
    except TransitionDenied:
        return False
    return True


def gaps(plan, totals: PlanTotals) -> tuple[str, ...]:
    """What has to be settled before the plan can be decided, as sentences; ``plan`` may be None."""
    found = []
    if plan is None:
        found.append("実技指導計画書がまだ作られていません。")
    elif not plan.aim.strip():
        found.append("計画書の指導の目標が入力されていません。")
    if not totals.sessions:
        return (*found, "指導日がまだありません。")
    if totals.without_lead:
        found.append(f"主たる指導者が確定していない指導日が{totals.without_lead}件あります。")
    return tuple(found)


def doubts(totals: PlanTotals) -> tuple[str, ...]:
    """What the plan leaves unknown, as sentences; it can be decided all the same."""
    if not totals.without_people:
        return ()
    return (
        f"受講予定人数が分からない指導日が{totals.without_people}件あり、"
        "延べ受講者数に入っていません。",
    )


def roster_sentence(count: int, people: int | None) -> str:
    """The roster against what the client told; the numbers are told apart, never made equal."""
    if not count:
        return "受講者名簿はまだありません。"
    if people is None:
        return f"名簿は{count}人です。派遣依頼の受講者数は入力されていません。"
    if count == people:
        return f"名簿は{count}人で、派遣依頼の受講者数と同じです。"
    word = "多く" if count > people else "少なく"
    return (
        f"名簿は{count}人で、派遣依頼の受講者数{people}人より"
        f"{abs(count - people)}人{word}なっています。"
        "依頼元に確認し、違う方を直してください。"
    )


def _check_permission(by, permission: str, sentence: str) -> None:
    if not by.has_perm(permission):
        raise TransitionDenied(f"{sentence}担当に依頼してください。")


def _state(request) -> str:
    return RequestState(request.state).label
