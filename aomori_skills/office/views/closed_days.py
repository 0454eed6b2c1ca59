"""休業日: the office's own closed days among the national holidays of a fiscal year."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty, list_page
from aomori_skills.base.page import Action
from aomori_skills.office import rules
from aomori_skills.office.filters.closed_days import ClosedDayFilter
from aomori_skills.office.forms.closed_days import ClosedDaysForm
from aomori_skills.office.models import ClosedDay
from aomori_skills.office.saving import Invalid, save_once
from aomori_skills.office.services import closed_days
from aomori_skills.office.tables.closed_days import ClosedDayTable

EDIT = "office.edit_masters"


@permitted("office.view_masters", methods=FORM)
def closed_day_list(request):
    create = Action("休業日を追加する", reverse("office:closed_day_create"), permission=EDIT)
    hidden = () if request.user.has_perm(EDIT) else ("remove",)
    return list_page(
        request,
        table=partial(ClosedDayTable, exclude=hidden),
        filterset=ClosedDayFilter,
        queryset=ClosedDay.objects.all(),
        title="休業日",
        name="休業日一覧",
        actions=(create,),
        empty=Empty("この年度の休業日はまだ登録されていません。", create),
        template="office/closed_day_list.html",
        period=fiscal_year.label(request.fiscal_year),
        holidays=rules.holidays(*fiscal_year.days(request.fiscal_year)),
    )


@permitted(EDIT, methods=FORM)
def closed_day_create(request):
    form = ClosedDaysForm()
    if request.method == "POST":
        answer, form = save_once(request, partial(_add, request))
        if answer:
            return answer
    context = {
        "title": "休業日の追加",
        "form": form,
        "back_url": reverse("office:closed_day_list"),
        "breadcrumbs": (("休業日", reverse("office:closed_day_list")),),
    }
    return render(request, "layouts/form.html", context, status=422 if form.errors else 200)


@permitted(EDIT, methods=FORM)
def closed_day_remove(request, pk):
    """Open the office again on that day, after a question."""
    if request.method == "POST":
        return _remove(request, pk)
    closed = get_object_or_404(ClosedDay, pk=pk)
    context = {
        "title": f"{wareki.format_date(closed.day)}の休業日を外す",
        "sentence": f"{wareki.format_day(closed.day)}（{closed.reason}）を、開所日に戻します。",
        "submit_label": "休業日を外す",
        "back_url": reverse("office:closed_day_list"),
        "breadcrumbs": (("休業日", reverse("office:closed_day_list")),),
    }
    return render(request, "layouts/confirm.html", context)


def _remove(request, pk):
    removed = closed_days.remove(pk, by=request.user)
    if removed:
        day = wareki.format_day(removed.day)
        messages.success(request, f"{day}の休業日（{removed.reason}）を外しました。")
    else:
        messages.info(request, "この休業日はすでに外されています。")
    return redirect("office:closed_day_list")


def _add(request):
    form = ClosedDaysForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    count = closed_days.add(form.days, form.cleaned_data["reason"], by=request.user)
    skipped = len(form.days) - count
    text = f"休業日を{count}日追加しました。"
    if skipped:
        text += f"すでに登録されていた{skipped}日はそのままです。"
    messages.success(request, text)
    return redirect("office:closed_day_list")
