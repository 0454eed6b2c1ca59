"""訪問計画: one plan entered anew, or edited."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import Organization, Trade
from aomori_skills.office.saving import Invalid, refuse, save_once
from meisters.forms.plans import PlanForm
from meisters.models import PlannedVisit
from meisters.rules import visits as rules
from meisters.rules.visits import EDIT
from meisters.services import plans
from meisters.views.addresses import wanted_row
from meisters.views.plan_actions import crumbs, plan_url


@permitted(EDIT, methods=FORM)
def plan_create(request):
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request))
        if answer:
            return answer
    else:
        form = PlanForm(instance=_proposal(request))
    return _form_page(request, form, title="訪問の計画", next_label="保存して続けて計画する")


@permitted(EDIT, methods=FORM)
def plan_edit(request, pk):
    plan = get_object_or_404(PlannedVisit.objects.for_listing(), pk=pk)
    if request.method == "POST":
        answer, form = save_once(request, partial(_update, request, pk))
        if answer:
            return answer
    else:
        form = PlanForm(instance=plan)
    return _form_page(
        request, form, title=f"{plan}の計画の編集", back_url=plan_url(plan), plan=plan
    )


def _proposal(request) -> PlannedVisit:
    """A new plan with what the link named: an organization or a trade."""
    year, day = request.fiscal_year, rules.month_to_plan(timezone.localdate())
    return PlannedVisit(
        fiscal_year=year,
        month=rules.month_of(day, year),
        organization=wanted_row(request, "organization", Organization.objects.current()),
        trade=wanted_row(request, "trade", Trade.objects.all()),
        staff=request.user,
    )


def _create(request):
    form = PlanForm(request.POST, instance=PlannedVisit(staff=request.user))
    if not form.is_valid():
        raise Invalid(form)
    try:
        plan = plans.create(form.instance, by=request.user, new_place=form.new_row)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(
        request, f"{plan}を計画しました。訪問したら、計画の「訪問を記録する」を選んでください。"
    )
    return redirect("meisters:plan_create" if "_next" in request.POST else plan_url(plan))


def _update(request, pk):
    try:
        plan = plans.locked(pk)
    except PlannedVisit.DoesNotExist:
        raise Http404 from None
    form = PlanForm(request.POST, instance=plan)
    if not form.is_valid():
        raise Invalid(form)
    try:
        plans.update(form.instance, by=request.user, new_place=form.new_row)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{plan}の計画を保存しました。")
    return redirect(plan_url(plan))


def _form_page(request, form, *, plan=None, **context):
    context = {
        "form": form,
        "back_url": reverse("meisters:plan_list"),
        "breadcrumbs": crumbs(plan),
    } | context
    status = 422 if form.is_bound else 200
    return render(request, "layouts/form.html", context, status=status)
