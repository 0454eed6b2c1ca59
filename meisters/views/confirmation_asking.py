"""活動継続の確認: to begin a round, and to take more people into it."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.views import lead_to
from meisters.forms.confirmations import AddForm, OpenForm
from meisters.models import ConfirmationRound, Meister
from meisters.rules.confirmations import Asking
from meisters.services import confirmation_acts, confirmations
from meisters.views.confirmations import EDIT, crumbs, refused_as_closed

NAMED = 200
"""People whom the page names; more are only counted."""


@permitted(EDIT, methods=FORM)
def confirmation_open(request):
    """Who will be asked, how and until when."""
    form = OpenForm(initial=_first(timezone.localdate(), request.user))
    if request.method == "POST":
        answer, form = save_once(request, partial(_open, request))
        if answer:
            return answer
    return _page(
        request,
        form,
        Meister.objects.active(),
        title="活動継続の確認の開始",
        submit_label="確認を始める",
        back_url=reverse("meisters:confirmation_list"),
    )


@permitted(EDIT, methods=FORM)
def confirmation_add(request, pk):
    """Those who were certified after the round began, or came back to work."""
    round_ = get_object_or_404(ConfirmationRound, pk=pk)
    if refused := refused_as_closed(request, round_):
        return refused
    form = AddForm(initial={"dated_on": timezone.localdate(), "channel": Asking.EACH})
    if request.method == "POST":
        answer, form = save_once(request, partial(_add, request, round_))
        if answer:
            return answer
    people = Meister.objects.not_asked_in(round_)
    return _page(
        request,
        form,
        people,
        title=f"{round_}の対象の追加",
        people=list(people[:NAMED]),
        submit_label="対象に加える",
        back_url=round_.get_absolute_url(),
    )


def _first(today, user) -> dict:
    return {
        "fiscal_year": fiscal_year.of(today),
        "opened_on": today,
        "owner": user,
        "channel": Asking.EACH,
    }


def _open(request):
    form = OpenForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    try:
        round_ = confirmations.open_round(form.save(commit=False), by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    return _ask(request, form, round_, Meister.objects.active(), round_.opened_on)


def _add(request, round_):
    form = AddForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    people = Meister.objects.not_asked_in(round_)
    return _ask(request, form, round_, people, form.cleaned_data["dated_on"])


def _ask(request, form, round_, people, day):
    channel = form.cleaned_data["channel"]
    try:
        job = confirmation_acts.start_asking(
            round_, people, by=request.user, day=day, channel=channel
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    return lead_to(request, job)


def _page(request, form, asked, **context):
    count = asked.count()
    mails = asked.exclude(email="").count()
    context |= {
        "form": form,
        "count": count,
        "mails": mails,
        "letters": count - mails,
        "nowhere": list(asked.filter(email="", address="")[:50]),
        "breadcrumbs": crumbs(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/confirmation_open.html", context, status=status)
