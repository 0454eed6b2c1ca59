"""打診: the list, and who comes to the list of a request."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.keys import keys_of
from aomori_skills.base.listing import Empty
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.lists import disclosed_list_page
from dispatch.choices import InstructorRole
from dispatch.filters.asks import ALL_YEARS, AskFilter
from dispatch.forms.asks import AskAddForm
from dispatch.models import Ask, DispatchRequest
from dispatch.rules import asks as rules
from dispatch.rules.workflows import EDIT
from dispatch.services import asks
from dispatch.services.people import people_of
from dispatch.tables.asks import AskTable
from dispatch.views.request_pages import crumbs

VIEW = "dispatch.view_requests"
EXPORT = "meisters.export_personal"
MOST = 50
"""So many people are added at a time."""

ADDED = (
    '{}を打診の一覧に加えました。選び終えたら、<a href="{}">「打診」</a>で順に打診してください。'
)


@permitted(VIEW, methods=FORM)
def ask_list(request):
    year = fiscal_year.label(request.fiscal_year)
    return disclosed_list_page(
        request,
        table=AskTable,
        filterset=AskFilter,
        queryset=Ask.objects.for_listing().with_days(),
        title="打診",
        name="打診一覧",
        export_permission=EXPORT,
        period="" if request.GET.get("scope") else year,
        empty=Empty(f"{year}の打診はまだありません。派遣依頼の「打診」で、人を加えてください。"),
    )


@permitted(VIEW)
def person_asks(request, kind, pk):
    """The list with all that one person was asked."""
    return redirect(f"{reverse('dispatch:ask_list')}?{kind}={pk}&scope={ALL_YEARS}")


@permitted(EDIT, methods=FORM)
def ask_add(request, pk):
    """By the form, or from the list of candidates: ``person`` holds their keys (meister-12)."""
    row = get_object_or_404(DispatchRequest.objects.whole(), pk=pk)
    try:
        rules.check_can_add(row, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(tab_of(row))
    form = AskAddForm(request=row, initial={"role": InstructorRole.LEAD})
    if request.method == "POST":
        act = _add_candidates if "person" in request.POST else _add
        answer, form = save_once(request, partial(act, request, row))
        if answer:
            return answer
    context = {
        "title": f"{row}：打診する人を加える",
        "form": form,
        "submit_label": "打診の一覧に加える",
        "back_url": tab_of(row),
        "breadcrumbs": crumbs(row),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/form.html", context, status=status)


def tab_of(row) -> str:
    return f"{row.get_absolute_url()}?tab=asks"


def _add(request, row):
    form = AskAddForm(request.POST, request=row)
    if not form.is_valid():
        raise Invalid(form)
    sessions = [one.pk for one in form.cleaned_data["sessions"]]
    try:
        added = asks.add(row.pk, form.people, sessions, form.asked_role, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(
        request,
        f"{_names(added)}を打診の一覧に加えました。連絡したら「打診を記録する」を選んでください。",
    )
    return redirect(tab_of(row))


def _add_candidates(request, row):
    """``session`` may name the days, ``role`` the role; else the days of each one's trade.

    The way leads back to the candidates: those of the next trade may be chosen there.
    """
    keys = list(dict.fromkeys(request.POST.getlist("person")))[:MOST]
    known = people_of(keys)
    people = [known[key] for key in keys if key in known]
    sessions = keys_of(request.POST.getlist("session"))
    candidates = f"{row.get_absolute_url()}?tab=matching"
    try:
        added = asks.add(row.pk, people, sessions, request.POST.get("role", ""), by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(candidates)
    messages.success(request, format_html(ADDED, _names(added), tab_of(row)))
    passed = len(people) - len(added)
    if passed:
        messages.info(request, f"ほかの{passed}人は、すでに打診の一覧にあります。")
    return redirect(candidates)


def _names(added) -> str:
    return "、".join(f"{one.person.name}さん" for one in added)
