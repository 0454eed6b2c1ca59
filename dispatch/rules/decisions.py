"""決定, and what follows from it: who may ask for it and take it, when the days have begun and are
over, what can't be cancelled any more. Each check raises TransitionDenied.
"""

from datetime import date

from aomori_skills.base import wareki
from aomori_skills.base.verdict import Verdict, blocking
from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import RequestState
from dispatch.rules import workflows
from dispatch.rules.requests import own_part as part_in_request
from dispatch.rules.workflows import REQUEST_WORKFLOW

OVER = (RequestState.HELD, RequestState.SETTLED, RequestState.COMPLETED)


def check_can_request_approval(request, found: list[Verdict], *, by) -> None:
    REQUEST_WORKFLOW.check(workflows.REQUEST_APPROVAL, request, by=by)
    _refuse_unready(request, found, "承認を依頼できません")


def check_can_approve(
    request, found: list[Verdict], *, by, over_budget: bool = False, comment: str = "－"
) -> None:
    """決定: by a manager or delegate with no part in it; over the budget only with a reason."""
    REQUEST_WORKFLOW.check(workflows.APPROVE, request, by=by)
    part = own_part(request, by=by)
    if part:
        raise TransitionDenied(
            f"{request}は自分が{part}派遣依頼のため決定できません。ほかの承認者に依頼してください。"
        )
    _refuse_unready(request, found, "決定できません")
    if over_budget and not comment.strip():
        raise TransitionDenied("年間の予算を超えるため、コメントに理由を入力してください。")


def own_part(request, *, by) -> str:
    """What ``by`` did that somebody else has to judge, in words; "" for nothing."""
    if request.requested_by_id == by.pk:
        return "承認を依頼した"
    return part_in_request(request, by=by)


def check_can_start(request, first_day: date | None, today: date, *, by) -> None:
    """実施中 from the first day on."""
    REQUEST_WORKFLOW.check(workflows.START, request, by=by)
    if first_day is None:
        raise TransitionDenied(
            f"{request}には、中止していない指導日がありません。"
            "計画を変更して指導日を登録するか、派遣依頼を取り消してください。"
        )
    if first_day > today:
        raise TransitionDenied(
            f"最初の指導日は{wareki.format_day(first_day)}です。その日から実施中にできます。"
        )


def check_can_finish(request, last_day: date | None, today: date, *, by) -> None:
    """実施済 once the last session's day has come and its end is over."""
    REQUEST_WORKFLOW.check(workflows.FINISH, request, by=by)
    if last_day is None:
        raise TransitionDenied(
            f"{request}には、中止していない指導日がありません。実施しなかったときは、"
            "派遣依頼を取り消してください。"
        )
    if last_day > today:
        raise TransitionDenied(
            f"最後の指導日は{wareki.format_day(last_day)}です。"
            "行わない指導日は、先に中止にしてください。"
        )


def check_not_over(request) -> None:
    """A request that was carried out can't be cancelled; says what can be done instead."""
    if request.state in OVER:
        raise TransitionDenied(
            f"{request}は現在「{RequestState(request.state).label}」のため、取消はできません。"
            "実施した派遣は記録として残ります。行わなかった指導日があるときは、"
            "手続を「実施中に戻す」まで戻してから、その指導日を中止にしてください。"
        )


def check_nothing_held(request, first_day: date | None, today: date) -> None:
    """What was held is a fact, which no cancellation takes back."""
    if first_day is not None and first_day < today:
        raise TransitionDenied(
            f"{wareki.format_day(first_day)}の指導日を過ぎているため、派遣依頼の全体は"
            "取り消せません。行わない指導日を中止にしてください。"
        )


def _refuse_unready(request, found: list[Verdict], what: str) -> None:
    stopping = blocking(found)
    if stopping:
        words = "".join(f"{verdict.title}：{verdict.text}" for verdict in stopping)
        raise TransitionDenied(f"{request}の派遣依頼は、次の項目のため{what}。{words}")
