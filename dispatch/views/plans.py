"""実技指導計画書: its form and its papers."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.listing.export import xlsx_response
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views import send_pdf
from dispatch.forms.plans import PlanForm
from dispatch.models import DispatchPlan, DispatchRequest
from dispatch.papers import course_plan, instruction_plan, plan_book
from dispatch.papers.plan_parts import file_name
from dispatch.rules import plans as rules
from dispatch.rules.workflows import EDIT
from dispatch.services import plans
from dispatch.views.plan_panel import EXPORT
from dispatch.views.request_pages import crumbs


@permitted(EDIT, methods=FORM)
def request_plan(request, pk):
    row = get_object_or_404(DispatchRequest.objects.whole(), pk=pk)
    try:
        rules.check_can_plan(row, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(_tab(row))
    if request.method == "POST":
        answer, form = save_once(request, partial(_save, request, pk))
        if answer:
            return answer
    else:
        form = PlanForm(instance=getattr(row, "plan", None) or DispatchPlan(request=row))
    context = {
        "title": f"{row}の実技指導計画書",
        "row": row,
        "form": form,
        "back_url": _tab(row),
        "breadcrumbs": crumbs(row),
    }
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/plan_form.html", context, status=status)


@permitted(EXPORT, methods=ACT)
def request_plan_paper(request, pk, name):
    """The papers name those who instruct, so handing them out goes on record."""
    if name not in ("plan", "course", "book"):
        raise Http404
    row = get_object_or_404(DispatchRequest.objects.whole(), pk=pk)
    plan = get_object_or_404(DispatchPlan, request=row)
    sessions = list(row.sessions.with_people())
    if name == "book":
        content = plan_book.plan_book(row, plan, sessions, issued_on=timezone.localdate())
        _note(request, row, instruction_plan.TITLE, Medium.EXCEL)
        return xlsx_response(content, file_name(instruction_plan.TITLE, row, ""))
    if name == "course":
        title = course_plan.TITLE
        pdf = course_plan.render_course_plan(row, plan, sessions, row.prior_meetings.all())
    else:
        title, pdf = instruction_plan.TITLE, instruction_plan.render_plan(row, plan, sessions)
    _note(request, row, title, Medium.PDF)
    return send_pdf(pdf, file_name(title, row))


def _note(request, row, title: str, medium: str) -> None:
    disclosures.record(
        request.user,
        what=f"{title} {row.number} {row}",
        count=1,
        medium=medium,
        purpose=Purpose.ARRANGEMENT,
    )


def _tab(row) -> str:
    return f"{row.get_absolute_url()}?tab=plan"


def _save(request, pk):
    try:
        plan = plans.locked(pk)
    except DispatchRequest.DoesNotExist:
        raise Http404 from None
    form = PlanForm(request.POST, instance=plan)
    if not form.is_valid():
        raise Invalid(form)
    try:
        plans.save(form.instance, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(
        request,
        f"{plan.request}の実技指導計画書を保存しました。日程と合計は、指導日から入ります。",
    )
    return redirect(_tab(plan.request))
