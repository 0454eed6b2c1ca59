"""年度の基準: values that change every April, with where they come from."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base import fiscal_year, history
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.attempt import attempt
from aomori_skills.base.listing import Empty, list_page
from aomori_skills.base.page import Action
from aomori_skills.office.filters.masters import YearRuleFilter
from aomori_skills.office.forms.rules import YearRuleForm
from aomori_skills.office.models import YearRule
from aomori_skills.office.saving import Invalid, save_once
from aomori_skills.office.services import year_rules
from aomori_skills.office.tables.masters import YearRuleTable

EDIT = "office.edit_rules"


@permitted("office.view_masters", methods=FORM)
def rule_list(request):
    year = request.GET.get("fiscal_year") or ""
    year = int(year) if year.isdecimal() and len(year) == 4 else request.fiscal_year
    return list_page(
        request,
        table=YearRuleTable,
        filterset=YearRuleFilter,
        queryset=YearRule.objects.for_listing(),
        title="年度の基準",
        name="年度の基準",
        period=fiscal_year.label(year),
        actions=_copy_actions(year),
        empty=_empty(year),
        template="office/rule_list.html",
        open_count=YearRule.objects.in_fiscal_year(year).exclude(status="confirmed").count(),
    )


@permitted("office.view_masters")
def rule_detail(request, pk):
    rule = get_object_or_404(YearRule, pk=pk)
    edit = Action("編集する", reverse("office:rule_edit", args=(pk,)))
    context = {
        "kind": f"{fiscal_year.label(rule.fiscal_year)}の基準",
        "title": rule.rule,
        "rule": rule,
        "entries": history.entries(rule),
        "primary": edit if request.user.has_perm(EDIT) else None,
        "breadcrumbs": _crumbs(rule.fiscal_year),
    }
    return render(request, "office/rule_detail.html", context)


@permitted(EDIT, methods=FORM)
def rule_edit(request, pk):
    rule = get_object_or_404(YearRule, pk=pk)
    form = YearRuleForm(instance=rule)
    if request.method == "POST":
        answer, form = save_once(request, partial(_save, request, pk))
        if answer:
            return answer
    context = {
        "title": f"{rule}の編集",
        "rule": rule,
        "form": form,
        "back_url": reverse("office:rule_detail", args=(pk,)),
        "breadcrumbs": _crumbs(rule.fiscal_year),
    }
    return render(request, "office/rule_form.html", context, status=422 if form.errors else 200)


@permitted(EDIT, methods=FORM)
def rule_copy(request, year):
    label, after = fiscal_year.label(year), fiscal_year.label(year + 1)
    if request.method == "POST":
        copy = partial(year_rules.copy_to_next_year, year, by=request.user)
        attempt(
            request, copy, f"{after}の基準を登録しました。値を確かめて「確認済」にしてください。"
        )
        return redirect(_year_url(year + 1))
    rows = year_rules.missing_next_year(year)
    context = {
        "title": f"{label}の基準を{after}へ複写",
        "sentence": f"{after}にまだない基準を{label}から複写し、確認状況を「要確認」にします。"
        f"{after}に登録済みの基準は変わりません。",
        "items": [f"{row.area}　{row.rule}（{row.applies_to}）" for row in rows],
        "submit_label": "複写する",
        "back_url": _year_url(year),
        "breadcrumbs": _crumbs(year),
    }
    return render(request, "office/rule_copy.html", context)


def _save(request, pk):
    form = YearRuleForm(request.POST, instance=YearRule.objects.select_for_update().get(pk=pk))
    if not form.is_valid():
        raise Invalid(form)
    rule = year_rules.update(form.instance, by=request.user)
    messages.success(request, f"{rule}を保存しました。判定済みの記録は変わりません。")
    return redirect("office:rule_detail", rule.pk)


def _copy_actions(year: int) -> tuple[Action, ...]:
    """Copying into this year comes first as long as it has nothing; then copying out of it."""
    rows = set(YearRule.objects.filter(fiscal_year__in=(year - 1, year)).values_list("fiscal_year"))
    years = {found for (found,) in rows}
    source = year if year in years else year - 1 if year - 1 in years else None
    return (_copy(source),) if source else ()


def _copy(year: int) -> Action:
    label = f"{fiscal_year.label(year)}から{fiscal_year.label(year + 1)}へ複写する"
    return Action(label, reverse("office:rule_copy", args=(year,)), permission=EDIT)


def _empty(year: int) -> Empty:
    text = (
        f"{fiscal_year.label(year)}の基準はまだありません。"
        "登録するまでは、いちばん近い前の年度の基準で判定します。"
    )
    return Empty(text)


def _crumbs(year: int):
    return (("年度の基準", _year_url(year)),)


def _year_url(year: int) -> str:
    return f"{reverse('office:rule_list')}?fiscal_year={year}"
