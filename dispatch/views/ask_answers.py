"""承諾 of one who was asked: booked at once, or first asked why it can still be done."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from dispatch.forms.asks import AcceptForm
from dispatch.models import Ask
from dispatch.rules import asks as rules
from dispatch.rules.assignments import NeedsAcknowledgement
from dispatch.rules.workflows import EDIT
from dispatch.services import asked_places, asks
from dispatch.views.ask_steps import page, too_late
from dispatch.views.asks import tab_of

SENTENCE = "{}さんの承諾を記録し、承諾した指導日に確定します。"


@permitted(EDIT, methods=FORM)
def ask_accept(request, pk):
    row = get_object_or_404(Ask.objects.for_listing(), pk=pk)
    try:
        rules.check_can("accept", row, row.request, by=request.user)
    except TransitionDenied as denied:
        return too_late(request, row, denied)
    initial = {
        "answered_on": timezone.localdate(),
        "sessions": list(row.sessions.values_list("session_id", flat=True)),
    }
    form = AcceptForm(ask=row, conflicts=asked_places.conflicts_of(row), initial=initial)
    if request.method == "POST":
        answer, form = save_once(request, partial(_accept, request, row))
        if answer:
            return answer
    label = "承諾を記録する"
    return page(request, row, form, label, label, SENTENCE.format(row.person.name))


def _accept(request, row):
    form = AcceptForm(request.POST, ask=row, conflicts=asked_places.conflicts_of(row))
    if not form.is_valid():
        raise Invalid(form)
    told = form.cleaned_data
    try:
        asks.accept(
            row.pk,
            [one.pk for one in told["sessions"]],
            answered_on=told["answered_on"],
            consent_on=told["consent_on"],
            note=told["note"],
            acknowledged=form.given,
            by=request.user,
        )
    except NeedsAcknowledgement as needed:
        form.ask(needed)
        raise Invalid(form) from needed
    except TransitionDenied as denied:
        refuse(form, denied)
    ahead = "" if told["consent_on"] else "派遣承諾書が届いたら、受領を記録してください。"
    messages.success(request, f"{row.person.name}さんの承諾を記録し、指導日に確定しました。{ahead}")
    return redirect(tab_of(row.request))
