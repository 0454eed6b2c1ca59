"""認定申請: list, beginning, page."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import fiscal_year, history, page
from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.merged import leads_to_kept
from aomori_skills.paperwork.lists import disclosed_list_page
from meisters.choices import ApplicationState
from meisters.filters.applications import ApplicationFilter
from meisters.models import Candidate, CertificationApplication
from meisters.rules import workflows
from meisters.rules.marks import marks_of
from meisters.services import applications
from meisters.tables.applications import ApplicationTable
from meisters.views.application_actions import actions_of
from meisters.views.application_pages import (
    application_of,
    checklist_context,
    crumbs,
    may_edit,
)

VIEW = "meisters.view_applications"
EDIT = "meisters.edit_applications"
EXPORT = "meisters.export_personal"
TABS = (
    ("overview", "概要"),
    ("checklist", "要件チェック"),
    ("documents", "書類"),
    ("steps", "経過"),
    ("history", "履歴"),
)
RELATED = (
    "qualifications",
    "practice_periods",
    "instruction_records",
    "consents",
    "documents",
    "overrides",
)


@permitted(VIEW, methods=FORM)
def application_list(request):
    candidates = None
    if request.user.has_perm(EDIT):
        candidates = Action("候補者から申請を始める", reverse("meisters:candidate_list"))
    return disclosed_list_page(
        request,
        table=ApplicationTable,
        filterset=ApplicationFilter,
        queryset=CertificationApplication.objects.for_listing(),
        title="認定申請",
        name="認定申請一覧",
        export_permission=EXPORT,
        period="" if request.GET.get("scope") else fiscal_year.label(request.fiscal_year),
        actions=(candidates,) if candidates else (),
        empty=Empty(
            "この年度の認定申請はまだありません。候補者の画面で「申請を始める」を選んでください。",
            candidates,
        ),
    )


@permitted(EDIT, methods=ACT)
@leads_to_kept(Candidate, "meisters:candidate_detail")
def application_start(request, pk):
    """Begin, or open what was begun already."""
    candidate = get_object_or_404(Candidate, pk=pk)
    try:
        application = applications.start(pk, by=request.user)
    except TransitionDenied as denied:
        running = candidate.applications.running().first()
        if running is None:
            messages.error(request, str(denied))
            return redirect(candidate)
        messages.info(
            request, f"{candidate}さんの認定申請{running.number}は、すでに始まっています。"
        )
        return redirect(running)
    messages.success(
        request,
        f"{candidate}さんの認定申請{application.number}を始めました。分かるところから入力してください。",
    )
    return redirect("meisters:application_section", application.pk, "person")


@permitted(VIEW)
def application_detail(request, pk):
    tabs = page.tabs(request, *TABS)
    tab = page.current_tab(tabs)
    application = application_of(pk, whole=tab in ("overview", "checklist", "documents"))
    steps = list(application.steps.select_related("by"))
    context = {
        "kind": "認定申請",
        "number": application.number,
        "title": application.name,
        "subject": application,
        "ball": application.holder,
        "due": application.due_on,
        "marks": marks_of(application, timezone.localdate()),
        "stages": page.stages(application.state, workflows.STEPPER, ApplicationState, steps),
        "tabs": tabs,
        "tab": tab,
        "steps": steps,
        "returned": _reason_to_mend(application, steps),
        "may_edit": may_edit(application, request.user),
        "breadcrumbs": crumbs(),
        **actions_of(application, request.user),
        **CONTENT.get(tab, checklist_context)(application),
    }
    return render(request, "meisters/application_detail.html", context)


def _history(application) -> dict:
    return {"entries": history.entries(application, *RELATED)}


CONTENT = {"steps": lambda application: {}, "history": _history}


def _reason_to_mend(application, steps):
    """The step that made it a draft again, until it is received anew."""
    last = steps[-1] if steps else None
    returns = (workflows.SEND_BACK.name, workflows.REOPEN.name)
    is_back = last is not None and last.transition in returns
    return last if is_back and application.state == ApplicationState.DRAFT else None
