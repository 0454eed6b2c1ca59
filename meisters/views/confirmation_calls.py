"""連絡の記録: tries to reach somebody who has not answered."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from meisters.forms.confirmations import CallForm
from meisters.models import Confirmation, ConfirmationCall
from meisters.rules import confirmations as rules
from meisters.services import confirmations
from meisters.views.confirmations import EDIT, crumbs


@permitted(EDIT, methods=FORM)
def confirmation_call(request, pk):
    row = get_object_or_404(Confirmation.objects.select_related("round", "meister"), pk=pk)
    new = ConfirmationCall(confirmation=row, by=request.user, called_on=timezone.localdate())
    return _page(request, row, new, f"{row.meister}さんへの連絡の記録")


@permitted(EDIT, methods=FORM)
def confirmation_call_edit(request, pk):
    calls = ConfirmationCall.objects.select_related("confirmation__round", "confirmation__meister")
    call = get_object_or_404(calls, pk=pk, message=None)
    row = call.confirmation
    return _page(request, row, call, f"{row.meister}さんへの連絡の記録の編集")


def _page(request, row, call, title):
    try:
        rules.check_is_open(row.round)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(row)
    form = CallForm(instance=call)
    if request.method == "POST":
        answer, form = save_once(request, partial(_save, request, call))
        if answer:
            return answer
    context = {
        "title": title,
        "form": form,
        "back_url": row.get_absolute_url(),
        "breadcrumbs": crumbs(
            (str(row.round), row.round.get_absolute_url()),
            (f"{row.meister}さんの回答", row.get_absolute_url()),
        ),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/form.html", context, status=status)


def _save(request, call):
    if call.pk:
        call = confirmations.locked_call(call.pk)
    form = CallForm(request.POST, instance=call)
    if not form.is_valid():
        raise Invalid(form)
    try:
        saved = confirmations.record_call(form.instance, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{saved.confirmation.meister}さんへの連絡を記録しました。")
    return redirect(saved.confirmation)
