"""Who may do what with a request now; each check raises TransitionDenied with a sentence."""

from datetime import date

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.base.verdict import Verdict
from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import RequestState, Side
from dispatch.rules import workflows
from dispatch.rules.request_checks import in_the_way
from dispatch.rules.workflows import EDITABLE_STATES, REQUEST_WORKFLOW

OVERRIDE = "dispatch.override_rules"


def check_can_register(by) -> None:
    if not by.has_perm(workflows.EDIT):
        raise TransitionDenied("派遣依頼を登録する権限がありません。担当に依頼してください。")


def check_can_edit(request, *, by) -> None:
    """Content may change until the plan goes to the manager."""
    if not by.has_perm(workflows.EDIT):
        raise TransitionDenied("派遣依頼を編集する権限がありません。担当に依頼してください。")
    if request.state not in EDITABLE_STATES:
        state = RequestState(request.state).label
        raise TransitionDenied(f"{request}の派遣依頼は「{state}」のため編集できません。")


def check_days_in_year(days, year: int) -> None:
    """The wished days lie in the year in which the request is counted."""
    outside = sorted(day for day in days if fiscal_year.of(day) != year)
    if outside:
        raise TransitionDenied(outside_sentence(outside[0], year))


def outside_sentence(day: date, year: int) -> str:
    return (
        f"希望日の{wareki.format_date(day)}は{fiscal_year.label(year)}の日付ではありません。"
        "年度をまたぐ派遣は、年度ごとに別の派遣依頼として登録してください。"
    )


def check_can_adjust(request, verdicts: list[Verdict], *, by) -> None:
    """調整: begins once no rule is broken that no manager has let pass."""
    REQUEST_WORKFLOW.check(workflows.ADJUST, request, by=by)
    broken = in_the_way(verdicts)
    if broken:
        titles = "、".join(verdict.title for verdict in broken)
        raise TransitionDenied(
            f"{request}の派遣依頼は{titles}が基準を満たさないため、調整を始められません。"
            "内容を直すか、承認者に例外を認めてもらってください。"
        )


def check_can_cancel(request, side: str, comment: str, *, by) -> None:
    REQUEST_WORKFLOW.check(workflows.CANCEL, request, by=by, comment=comment)
    if side not in Side.values:
        raise TransitionDenied("取消の事由を選択してください。")


def check_can_hand_over(request, owner, *, by) -> None:
    check_can_edit(request, by=by)
    if owner.pk == request.owner_id:
        raise TransitionDenied(f"{owner}さんは、すでにこの派遣依頼の担当者です。")
    if not (owner.is_active and owner.has_perm(workflows.EDIT)):
        raise TransitionDenied(f"{owner}さんは、派遣依頼の担当者にできません。")


def own_part(request, *, by) -> str:
    """What ``by`` has to do with the request that somebody else has to judge; "" for nothing."""
    if request.author_id == by.pk:
        return "登録した"
    return "担当する" if request.owner_id == by.pk else ""


def check_can_override(request, verdicts: list[Verdict], rule: str, reason: str, *, by) -> None:
    """例外: by a manager with no part in it, with a reason, for a rule that is broken."""
    if not by.has_perm(OVERRIDE):
        raise TransitionDenied("基準の例外を認める権限がありません。承認者に依頼してください。")
    part = own_part(request, by=by)
    if part:
        raise TransitionDenied(
            f"自分が{part}派遣依頼の例外は認められません。ほかの承認者に依頼してください。"
        )
    if request.state not in EDITABLE_STATES:
        state = RequestState(request.state).label
        raise TransitionDenied(f"{request}の派遣依頼は「{state}」のため、例外を認められません。")
    if rule not in {verdict.rule for verdict in in_the_way(verdicts)}:
        raise TransitionDenied(
            "この項目は例外を認める対象ではありません。画面を開き直して確認してください。"
        )
    if not reason.strip():
        raise TransitionDenied("例外を認める理由を入力してください。")


def check_seen_verdict(seen: str | None, verdict: Verdict) -> None:
    """``seen`` is what the page said of the rule; None: the exception comes from no page."""
    if seen is not None and seen != verdict.text:
        raise TransitionDenied(
            "画面を開いた後に判定が変わったため、例外を認めませんでした。"
            f"今の判定：{verdict.text}もう一度確認してから認めてください。"
        )
