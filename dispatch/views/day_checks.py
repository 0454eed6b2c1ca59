"""当日までの確認: writing down how it stands with each item of a request."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from dispatch.forms.day_checks import DayChecksForm
from dispatch.models import DispatchRequest
from dispatch.rules import day_checks as rules
from dispatch.rules.workflows import EDIT
from dispatch.services import day_checks, requests
from dispatch.services.preparation import checks_of
from dispatch.views.day_panel import told_of
from dispatch.views.request_pages import crumbs


@permitted(EDIT, methods=FORM)
def request_day_checks(request, pk):
    row = get_object_or_404(DispatchRequest.objects.whole(), pk=pk)
    try:
        rules.check_can_record(row, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(_tab(row))
    if request.method == "POST":
        answer, form = save_once(request, partial(_save, request, pk))
        if answer:
            return answer
    else:
        form = _form(None, row)
    context = {
        "title": f"{row}の当日までの確認",
        "form": form,
        "back_url": _tab(row),
        "breadcrumbs": crumbs(row),
    }
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/day_checks_form.html", context, status=status)


def _save(request, pk):
    try:
        row = requests.locked(pk)
    except DispatchRequest.DoesNotExist:
        raise Http404 from None
    form = _form(request.POST, DispatchRequest.objects.whole().get(pk=row.pk))
    if not form.is_valid():
        raise Invalid(form)
    try:
        day_checks.record(pk, form.changes, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{row}の当日までの確認を保存しました。")
    return redirect(_tab(row))


def _form(data, row) -> DayChecksForm:
    return DayChecksForm(data, checks=checks_of([row.pk])[row.pk], told=told_of(row))


def _tab(row) -> str:
    return f"{row.get_absolute_url()}?tab=day"
