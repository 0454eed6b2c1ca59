"""The page on which the manager decides: the whole plan, the meters, the decision below."""

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from aomori_skills.base.keys import keys_of
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.deciding import blank_forms, decide
from dispatch.admin.decisions import CHOOSE, DECISIONS, LIST
from dispatch.choices import RequestState
from dispatch.models import DispatchRequest
from dispatch.rules import decisions as rules
from dispatch.rules.decision_checks import decision_checks
from dispatch.rules.plan_content import BUDGET, CHECKS, METERS
from dispatch.rules.plan_seen import fingerprint
from dispatch.rules.plan_versions import changes
from dispatch.services.decision_case import content_of, decision_case
from dispatch.views.decision_words import told_sections, told_sessions
from meisters.services.approvals import represented_manager

TEMPLATE = "admin/dispatch/dispatchrequest/decision.html"
SHOWN_APART = (CHECKS, METERS, BUDGET)


def decision_page(request, site, row: DispatchRequest):
    """GET shows the plan, POST takes the decision and leads back to the list."""
    forms, status = blank_forms(DECISIONS), 200
    if request.method == "POST":
        answer = decide(request, row, DECISIONS, forms, choose=CHOOSE)
        if answer is not None:
            return answer
        row, status = find(row.pk), 422
    context = site.each_context(request) | _context(request, row, forms)
    return TemplateResponse(request, TEMPLATE, context, status=status)


def find(object_id) -> DispatchRequest | None:
    keys = keys_of([str(object_id)])
    return DispatchRequest.objects.to_decide().filter(pk__in=keys).first()


def lost(request):
    messages.error(request, "この派遣依頼は見つかりません。")
    return redirect(LIST)


def _context(request, row, forms) -> dict:
    case = decision_case(row)
    checks = decision_checks(case)
    before, content = case.before, content_of(case)
    return {
        "title": f"{row.number} {row}",
        "subject": row,
        "checks": checks,
        "verdicts": case.verdicts,
        "meters": case.meters,
        "budget": case.budget,
        "before": before,
        "changes": changes(before.content, content) if before else [],
        "shown_sections": [one for one in told_sections(content) if one["key"] not in SHOWN_APART],
        "shown_sessions": told_sessions(content),
        "steps": row.steps.select_related("by"),
        "refusal": _refusal(row, checks, by=request.user),
        "is_awaiting": row.state == RequestState.AWAITING,
        "own_part": rules.own_part(row, by=request.user),
        "cannot": "決定できません",
        "represented": represented_manager(request.user),
        "forms": forms,
        "seen": fingerprint(content, checks),
    }


def _refusal(row, checks, *, by) -> str:
    """Why ``by`` can't decide now; "" if the button may be pressed."""
    try:
        rules.check_can_approve(row, checks, by=by)
    except TransitionDenied as denied:
        return str(denied)
    return ""
