"""The page on which the manager decides: everything about one application, the decision below."""

from dateutil.relativedelta import relativedelta
from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from aomori_skills.base import history
from aomori_skills.base.keys import keys_of
from aomori_skills.base.verdict import blocking
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.deciding import blank_forms, decide
from meisters.admin.decisions import CHOOSE, DECISIONS, LIST
from meisters.choices import ApplicationState
from meisters.models import CertificationApplication
from meisters.papers.center_list import instruction_times
from meisters.rules import applications as rules
from meisters.rules.checklist import can_override
from meisters.rules.experience import clipped, length
from meisters.services.approvals import represented_manager
from meisters.services.facts import verdicts_of

TEMPLATE = "admin/meisters/certificationapplication/approval.html"
PARTS = ("qualifications", "practice_periods", "instruction_records", "consents", "documents")


def approval_page(request, site, object_id):
    """GET shows the application, POST takes the decision and leads back to the list."""
    application = _find(object_id)
    if application is None:
        messages.error(request, "この認定申請は見つかりません。削除された可能性があります。")
        return redirect(LIST)
    forms, status = blank_forms(DECISIONS), 200
    if request.method == "POST":
        answer = decide(request, application, DECISIONS, forms, choose=CHOOSE)
        if answer is not None:
            return answer
        application, status = _find(object_id), 422
    context = site.each_context(request) | _context(request, application, forms)
    return TemplateResponse(request, TEMPLATE, context, status=status)


def _find(object_id) -> CertificationApplication | None:
    keys = keys_of([str(object_id)])
    return CertificationApplication.objects.whole().filter(pk__in=keys).first()


def _context(request, application, forms) -> dict:
    verdicts = verdicts_of(application)
    until = application.applied_on or timezone.localdate()
    periods = clipped(application.practice_periods.all(), until=until)
    shows_history = "history" in request.GET
    return {
        "title": f"{application.number} {application.name}",
        "application": application,
        "verdicts": [(verdict, can_override(verdict)) for verdict in verdicts],
        "stopping": blocking(verdicts),
        "age": _age(application, until),
        "practice_total": length(periods),
        "instruction_total": instruction_times(application, until=until),
        "steps": application.steps.select_related("by"),
        "entries": history.entries(application, *PARTS) if shows_history else None,
        "refusal": _refusal(application, verdicts, by=request.user),
        "is_awaiting": application.state == ApplicationState.AWAITING,
        "own_part": rules.own_part(application, by=request.user),
        "represented": represented_manager(request.user),
        "forms": forms,
        "posted": request.POST.get("exception-rule", ""),
    }


def _age(application, day) -> int | None:
    return application.birth_date and relativedelta(day, application.birth_date).years


def _refusal(application, verdicts, *, by) -> str:
    """Why ``by`` can't approve now; "" if the button may be pressed."""
    try:
        rules.check_can_approve(application, verdicts, by=by)
    except TransitionDenied as denied:
        return str(denied)
    return ""
