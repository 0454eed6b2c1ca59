"""候補者の検討: the list of all for Excel and paper, and booking the chosen ones tentatively."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.keys import keys_of
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import save_once
from aomori_skills.paperwork.lists import disclosed_list_page
from dispatch.filters.matching import MatchingFilter
from dispatch.models import DispatchRequest
from dispatch.rules.workflows import EDIT
from dispatch.services import matching_acts
from dispatch.services.people import people_of
from dispatch.tables.matching import MatchingTable
from dispatch.views.request_pages import crumbs

VIEW = "dispatch.view_requests"
EXPORT = "meisters.export_personal"
MOST = 50


@permitted(VIEW, methods=FORM)
def request_matching(request, pk):
    """Everybody of the request's trades; the tab shows the first of each."""
    row = get_object_or_404(DispatchRequest.objects.select_related("client", "trade"), pk=pk)
    back = f"{row.get_absolute_url()}?tab=matching"
    return disclosed_list_page(
        request,
        table=MatchingTable,
        filterset=MatchingFilter,
        queryset=DispatchRequest.objects.whole().filter(pk=pk),
        title=f"{row}の候補者",
        name=f"{row.number}の候補者一覧",
        export_permission=EXPORT,
        actions=(Action("派遣依頼の「候補」に戻る", back),),
        empty=Empty("この職種のマイスターと熟練技能者は、登録されていません。"),
        breadcrumbs=crumbs(row),
    )


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
    role = request.POST.get("role", "")
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
