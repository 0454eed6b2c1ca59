"""Who may do what with an application now; each check raises TransitionDenied with a sentence."""

from aomori_skills.base.verdict import Verdict, blocking
from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import ApplicationState
from meisters.rules import workflows
from meisters.rules.checklist import can_override
from meisters.rules.workflows import APPLICATION_WORKFLOW, EDITABLE_STATES


def check_can_edit(application, *, by) -> None:
    """Content may change while 作成中, 受付 or 照会・補正; afterwards it goes back first."""
    if not by.has_perm(workflows.EDIT):
        raise TransitionDenied("認定申請を編集する権限がありません。")
    if application.state not in EDITABLE_STATES:
        state = ApplicationState(application.state).label
        raise TransitionDenied(
            f"{application}は「{state}」のため編集できません。"
            "「作成中に戻して修正する」または「引き戻す」を選び、理由を入力してください。"
        )


def check_can_receive(application, *, by) -> None:
    APPLICATION_WORKFLOW.check(workflows.RECEIVE, application, by=by)


def check_can_confirm(application, verdicts: list[Verdict], *, by) -> None:
    """要件確認: nothing in the checklist may stand in the way."""
    APPLICATION_WORKFLOW.check(workflows.CONFIRM, application, by=by)
    _refuse_blocked(application, verdicts, "要件確認済みにできません")


def check_can_request_approval(application, verdicts: list[Verdict], *, by) -> None:
    APPLICATION_WORKFLOW.check(workflows.REQUEST_APPROVAL, application, by=by)
    _refuse_blocked(application, verdicts, "承認を依頼できません")


def check_can_approve(
    application, verdicts: list[Verdict], *, by, head_judgement: str = "－"
) -> None:
    """承認: by a manager or delegate with no part in it, with the head's judgement in words."""
    APPLICATION_WORKFLOW.check(workflows.APPROVE, application, by=by)
    part = own_part(application, by=by)
    if part:
        raise TransitionDenied(
            f"{application}は自分が{part}申請のため承認できません。ほかの承認者に依頼してください。"
        )
    _refuse_blocked(application, verdicts, "承認できません")
    if not head_judgement.strip():
        raise TransitionDenied("コーナー長の判断を入力してください。")


def own_part(application, *, by) -> str:
    """What ``by`` did that somebody else has to judge, in words; "" for nothing.

    ``application`` is loaded by ``whole()``, which knows who asked for the approval.
    """
    if application.author_id == by.pk:
        return "作成した"
    return "承認を依頼した" if application.requester_id == by.pk else ""


def check_can_override(application, verdicts: list[Verdict], rule: str, reason: str, *, by):
    """例外の承認: a manager with no part in it, with a reason, for a rule that allows it."""
    if not by.has_perm("meisters.override_rules"):
        raise TransitionDenied("要件の例外を認める権限がありません。承認者に依頼してください。")
    part = own_part(application, by=by)
    if part:
        raise TransitionDenied(
            f"自分が{part}申請の例外は認められません。ほかの承認者に依頼してください。"
        )
    if application.state not in (*workflows.UNAPPROVED_STATES,):
        raise TransitionDenied(f"{application}は承認後のため、例外を追加できません。")
    verdict = next((item for item in verdicts if item.rule == rule), None)
    if verdict is None or not can_override(verdict):
        raise TransitionDenied("この項目は例外を認める対象ではありません。")
    if not reason.strip():
        raise TransitionDenied("例外を認める理由を入力してください。")


def check_can_delete(application, *, by) -> None:
    """Only a draft that was never received may disappear; all else is 取下げ."""
    if not by.has_perm(workflows.EDIT):
        raise TransitionDenied("認定申請を削除する権限がありません。")
    if application.state != ApplicationState.DRAFT or application.received_on:
        raise TransitionDenied(
            f"{application}は受付済みのため削除できません。「取り下げる」を選んでください。"
        )


def _refuse_blocked(application, verdicts, what: str) -> None:
    stopping = blocking(verdicts)
    if stopping:
        titles = "、".join(f"{verdict.title}（{verdict.outcome}）" for verdict in stopping)
        raise TransitionDenied(f"{application}は{titles}が未解決のため、{what}。")
