"""訪問計画: 取りやめ, 計画に戻す."""

from functools import partial

from django.shortcuts import get_object_or_404, redirect, render

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.attempt import attempt
from aomori_skills.office.saving import Invalid, save_once
from meisters.forms.plans import CancelForm
from meisters.models import PlannedVisit
from meisters.rules.visits import EDIT
from meisters.services import plans
from meisters.views.plan_actions import crumbs, plan_url


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


def _cancel(request, plan):
    form = CancelForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    cancel = partial(plans.cancel, plan.pk, by=request.user, reason=form.cleaned_data["reason"])
    attempt(request, cancel, f"{plan}を取りやめにしました。訪問することになったら計画に戻せます。")
    return redirect(plan_url(plan))
