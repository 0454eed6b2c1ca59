"""休業日: the office's own closed days among the national holidays of a fiscal year."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.page import Action, allowed
from aomori_skills.office import rules
from aomori_skills.office.forms.closed_days import ClosedDaysForm
from aomori_skills.office.models import ClosedDay
from aomori_skills.office.saving import Invalid, save_once
from aomori_skills.office.services import closed_days

EDIT = "office.edit_masters"


@permitted("office.view_masters")
def closed_day_list(request):
    year = request.fiscal_year
    first, last = fiscal_year.days(year)
    add = Action("休業日を追加する", reverse("office:closed_day_create"), permission=EDIT)
    context = {
        "title": "休業日",
        "period": fiscal_year.label(year),
        "days": rules.closed_days(first, last, ClosedDay.objects.filter(day__range=(first, last))),
        "actions": allowed((add,), request.user),
        "may_edit": request.user.has_perm(EDIT),
    }
    return render(request, "office/closed_day_list.html", context)


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


@permitted(EDIT, methods=ACT)
def closed_day_remove(request, pk):
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
