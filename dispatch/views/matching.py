"""候補者の検討: booking the chosen ones tentatively."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from aomori_skills.base.access import ACT, permitted
from aomori_skills.base.keys import keys_of
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import save_once
from dispatch.choices import InstructorRole
from dispatch.models import DispatchRequest
from dispatch.rules.workflows import EDIT
from dispatch.services import matching_acts
from dispatch.services.people import people_of

MOST = 50


@permitted(EDIT, methods=ACT)
def request_assign(request, pk):
    """``person`` holds the keys of people (meister-12), ``session`` those of days."""
    row = get_object_or_404(DispatchRequest, pk=pk)
    answer, _ = save_once(request, partial(_assign, request, row))
    return answer


def _assign(request, row):
    keys = list(dict.fromkeys(request.POST.getlist("person")))[:MOST]
    known = people_of(keys)
    people = [known[key] for key in keys if key in known]
    days = keys_of(request.POST.getlist("session"))
    role = request.POST.get("role") or InstructorRole.LEAD.value
    try:
        done = matching_acts.assign_tentatively(row.pk, people, days, role, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(f"{row.get_absolute_url()}?tab=matching")
    names = "、".join(f"{one.name}さん" for one in people)
    messages.success(
        request,
        f"{names}を{len(done) // len(people)}日の指導日に仮に割り当てました。"
        "本人の承諾を得たら確定してください。",
    )
    return redirect(f"{row.get_absolute_url()}?tab=sessions")
