"""訪問計画: several at once, from the list, in a grid, or from last year's plan; the counts."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.keys import keys_of
from aomori_skills.base.page import Action, allowed
from aomori_skills.office.models import Organization
from aomori_skills.office.saving import Invalid, save_once
from meisters.filters.plan_picks import PickFilter
from meisters.forms.plans import PlanGrid, PlanPickForm, PlanYearForm
from meisters.rules.visits import EDIT, VIEW
from meisters.services import plans
from meisters.tables.plan_counts import counts_of
from meisters.views.plan_actions import crumbs

SHOWN = 100


@permitted(EDIT, methods=FORM)
def plan_pick(request):
    """Choose organizations from a filtered list; the same plan for all of them."""
    chosen = PickFilter(request.GET, queryset=Organization.objects.current(), request=request)
    form = PlanPickForm(initial={"fiscal_year": request.fiscal_year, "staff": request.user.pk})
    if request.method == "POST":
        answer, form = save_once(request, partial(_pick, request))
        if answer:
            return answer
    found = list(chosen.qs.for_listing().order_by("kana", "name", "pk")[: SHOWN + 1])
    context = {
        "title": "一覧から選んで計画",
        "form": form,
        "filter": chosen,
        "organizations": found[:SHOWN],
        "more": len(found) > SHOWN,
        "shown": SHOWN,
        "picked": {str(place.pk) for place in form.chosen},
        "back_url": reverse("meisters:plan_list"),
        "breadcrumbs": crumbs(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/plan_pick.html", context, status=status)


@permitted(EDIT, methods=FORM)
def plan_grid(request):
    """Type a grid of plans."""
    year = request.fiscal_year
    form = PlanYearForm(initial={"fiscal_year": year})
    form.grid = PlanGrid(year=year, staff=request.user)
    if request.method == "POST":
        answer, form = save_once(request, partial(_fill, request))
        if answer:
            return answer
    context = {
        "title": "表に入力して計画",
        "form": form,
        "formsets": [form.grid],
        "submit_label": "まとめて計画する",
        "back_url": reverse("meisters:plan_list"),
        "breadcrumbs": crumbs(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/plan_grid.html", context, status=status)


@permitted(EDIT, methods=FORM)
def plan_copy(request, year):
    """「前年度の計画から作る」, with what it would bring."""
    if request.method == "POST":
        answer, _ = save_once(request, partial(_copy, request, year))
        return answer
    copy = plans.copy_of(year, by=request.user)
    before, label = fiscal_year.label(year - 1), fiscal_year.label(year)
    context = {
        "title": f"{before}の計画から{label}の計画を作る",
        "copy": copy,
        "sentence": f"{before}の訪問先・職種・予定月・担当者を{label}に写します。"
        "予定日は写しません。作った後で1件ずつ直せます。",
        "items": [_words(plan) for plan in copy.new],
        "skipped": [(_words(plan), reason) for plan, reason in copy.skipped],
        "submit_label": f"{len(copy.new)}件の計画を作る",
        "back_url": reverse("meisters:plan_list"),
        "breadcrumbs": crumbs(),
    }
    return render(request, "meisters/plan_copy.html", context)


@permitted(VIEW)
def plan_summary(request):
    """How many are planned and done, by month and 圏域 and by trade."""
    year = request.fiscal_year
    context = {
        "title": "訪問計画の件数",
        "period": fiscal_year.label(year),
        "counts": counts_of(year),
        "primary": next(
            iter(allowed([Action("訪問計画を開く", reverse("meisters:plan_list"))], request.user))
        ),
        "breadcrumbs": crumbs(),
    }
    return render(request, "meisters/plan_summary.html", context)


def _pick(request):
    keys = keys_of(request.POST.getlist("organization"))
    places = Organization.objects.current().filter(pk__in=keys)
    form = PlanPickForm(request.POST, chosen=places)
    if not form.is_valid():
        raise Invalid(form)
    return _done(request, plans.add(form.plans(), by=request.user))


def _fill(request):
    form = PlanYearForm(request.POST)
    year = form.cleaned_data["fiscal_year"] if form.is_valid() else None
    form.grid = PlanGrid(request.POST, year=year, staff=request.user)
    if not all([form.is_valid(), form.grid.is_valid()]):
        raise Invalid(form)
    return _done(request, plans.add(form.grid.plans(), by=request.user))


def _copy(request, year):
    return _done(request, plans.copy_last_year(year, by=request.user))


def _done(request, made):
    if made:
        messages.success(
            request, f"{len(made)}件の訪問を計画しました。予定日が決まったら入力してください。"
        )
    else:
        messages.info(request, "新しく作る計画はありませんでした。")
    return redirect("meisters:plan_list")


def _words(plan) -> str:
    trade = f"（{plan.trade}）" if plan.trade else ""
    return f"{plan.month}月　{plan.organization}{trade}　{plan.staff}"
