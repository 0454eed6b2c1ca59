"""調査先の選択: organizations by kind, 圏域 and last contact, in three groups."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from dispatch.choices import AddresseeGroup
from dispatch.filters.survey_picks import PickFilter
from dispatch.forms.surveys import PickForm
from dispatch.models import DemandSurvey
from dispatch.rules import surveys as rules
from dispatch.rules.surveys import EDIT
from dispatch.services import survey_addressees
from dispatch.services.survey_places import NOWHERE, places_for
from dispatch.views.survey_pages import crumbs

SHOWN = 200


@permitted(EDIT, methods=FORM)
def survey_choose(request, pk):
    survey = get_object_or_404(DemandSurvey, pk=pk)
    try:
        rules.check_is_open(survey)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(survey)
    chosen = PickFilter(request.GET, queryset=places_for(survey), request=request)
    form = PickForm(rows=places_for(survey).filter(is_taken=False))
    if request.method == "POST":
        answer, form = save_once(request, partial(_add, request, survey, chosen))
        if answer:
            return answer
    found = list(chosen.qs[:SHOWN])
    context = {
        "title": f"{survey}の調査先の選択",
        "survey": survey,
        "form": form,
        "filter": chosen,
        "places": [(place, form.group_of(place)) for place in found],
        "groups": AddresseeGroup.choices,
        "count": chosen.qs.count(),
        "free": _free(chosen).count(),
        "taken": chosen.qs.filter(is_taken=True).count(),
        "returned": chosen.qs.filter(is_taken=False, mail_returned_on__isnull=False).count(),
        "nowhere": chosen.qs.filter(NOWHERE, is_taken=False, mail_returned_on__isnull=True).count(),
        "shown": SHOWN,
        "picked": set(request.POST.getlist("organization")),
        "back_url": survey.get_absolute_url(),
        "breadcrumbs": crumbs(survey),
    }
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/survey_choose.html", context, status=status)


def _free(chosen):
    """All that the filter shows, without those in the wave and those nothing reaches."""
    return chosen.qs.filter(is_taken=False, mail_returned_on__isnull=True).exclude(NOWHERE)


def _add(request, survey, chosen):
    rows = places_for(survey).filter(is_taken=False)
    form = PickForm(request.POST, rows=rows, everything=_free(chosen))
    if not form.is_valid():
        raise Invalid(form)
    try:
        added = survey_addressees.add(survey.pk, form.groups, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(
        request,
        f"{len(added)}件を「{survey}」の調査先に加えました。次に調査の文書を作ってください。",
    )
    return redirect(survey)
