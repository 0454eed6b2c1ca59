"""訪問計画: list, page, entry of one plan, 取りやめ."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import fiscal_year, history
from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.attempt import attempt
from aomori_skills.base.listing import Empty, list_page
from aomori_skills.base.page import Action, allowed
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import Organization, Trade
from aomori_skills.office.saving import Invalid, refuse, save_once
from meisters.choices import PlanState
from meisters.filters.plans import PlanFilter
from meisters.forms.plans import CancelForm, PlanForm
from meisters.models import PlannedVisit
from meisters.rules import visits as rules
from meisters.services import plans
from meisters.tables.plans import PlanTable, PlanWorkTable
from meisters.views.addresses import wanted_row

VIEW = "meisters.view_visits"
EDIT = "meisters.edit_visits"


@permitted(VIEW, methods=FORM)
def plan_list(request):
    year = request.fiscal_year
    create = Action("訪問を計画する", reverse("meisters:plan_create"), permission=EDIT)
    pick = Action("一覧から選んでまとめて計画する", reverse("meisters:plan_pick"), permission=EDIT)
    grid = Action("表に入力してまとめて計画する", reverse("meisters:plan_grid"), permission=EDIT)
    copy = Action(
        "前年度の計画から作る", reverse("meisters:plan_copy", args=(year,)), permission=EDIT
    )
    summary = Action("月別・職種別の件数を見る", reverse("meisters:plan_summary"), permission=VIEW)
    return list_page(
        request,
        table=PlanWorkTable if request.user.has_perm(EDIT) else PlanTable,
        filterset=PlanFilter,
        queryset=PlannedVisit.objects.for_listing(),
        title="訪問計画",
        name="訪問計画",
        period=fiscal_year.label(year),
        actions=(create, pick, grid, copy, summary),
        empty=Empty(
            f"{fiscal_year.label(year)}の訪問計画はまだありません。"
            "前年度の計画から作るか、1件ずつ計画してください。",
            create,
        ),
    )


@permitted(VIEW)
def plan_detail(request, pk):
    plan = get_object_or_404(PlannedVisit.objects.for_listing(), pk=pk)
    context = {
        "kind": f"{fiscal_year.label(plan.fiscal_year)}の訪問計画",
        "title": f"{plan.organization}（{plan.month}月）",
        "subject": plan,
        "visit": getattr(plan, "visit", None),
        "entries": history.entries(plan),
        "breadcrumbs": crumbs(),
        **_actions(plan, request.user),
    }
    return render(request, "meisters/plan_detail.html", context)


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


@permitted(EDIT, methods=FORM)
def plan_cancel(request, pk):
    plan = get_object_or_404(PlannedVisit.objects.for_listing(), pk=pk)
    form = CancelForm()
    if request.method == "POST":
        answer, form = save_once(request, partial(_cancel, request, plan))
        if answer:
            return answer
    context = {
        "title": f"{plan}を取りやめる",
        "sentence": "計画を取りやめにします。記録は残り、後で計画に戻せます。",
        "form": form,
        "submit_label": "取りやめる",
        "back_url": plan_url(plan),
        "breadcrumbs": crumbs(plan),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/confirm.html", context, status=status)


@permitted(EDIT, methods=ACT)
def plan_restore(request, pk):
    plan = get_object_or_404(PlannedVisit.objects.for_listing(), pk=pk)
    restore = partial(plans.restore, pk, by=request.user)
    attempt(request, restore, f"{plan}を計画に戻しました。予定月と担当者を確認してください。")
    return redirect(plan_url(plan))


def plan_url(plan) -> str:
    return reverse("meisters:plan_detail", args=(plan.pk,))


def crumbs(plan=None):
    first = (("訪問計画", reverse("meisters:plan_list")),)
    return (*first, (str(plan), plan_url(plan))) if plan else first


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


def _cancel(request, plan):
    form = CancelForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    cancel = partial(plans.cancel, plan.pk, by=request.user, reason=form.cleaned_data["reason"])
    attempt(request, cancel, f"{plan}を取りやめにしました。訪問することになったら計画に戻せます。")
    return redirect(plan_url(plan))


def _form_page(request, form, *, plan=None, **context):
    context = {
        "form": form,
        "back_url": reverse("meisters:plan_list"),
        "breadcrumbs": crumbs(plan),
    } | context
    status = 422 if form.is_bound else 200
    return render(request, "layouts/form.html", context, status=status)


def _actions(plan, user) -> dict:
    """Recording the visit is the next step; what was given up can come back."""
    page = f"{reverse('meisters:visit_create')}?plan={plan.pk}"
    record = Action("訪問を記録する", page, permission=EDIT)
    edit = Action("編集する", reverse("meisters:plan_edit", args=(plan.pk,)), permission=EDIT)
    cancel = Action("取りやめる", reverse("meisters:plan_cancel", args=(plan.pk,)), permission=EDIT)
    restore = Action(
        "計画に戻す",
        reverse("meisters:plan_restore", args=(plan.pk,)),
        post=True,
        permission=EDIT,
    )
    timeline = Action(
        "訪問先の経過を見る",
        reverse("organization_timeline", args=(plan.organization_id,)),
    )
    steps = {
        PlanState.PLANNED: (record, edit, cancel, timeline),
        PlanState.CANCELLED: (restore, timeline),
        PlanState.VISITED: (timeline,),
    }
    first, *others = allowed(steps[plan.state], user)
    return {"primary": first, "others": others}
