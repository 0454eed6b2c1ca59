"""申請回: the deadlines of a year."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty, list_page
from aomori_skills.base.page import Action
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from meisters.filters.batches import RoundFilter
from meisters.forms.batches import RoundForm
from meisters.models import ApplicationRound
from meisters.services import batches
from meisters.tables.batches import RoundTable
from meisters.views.batch_pages import EDIT, crumbs


@permitted("meisters.view_batches", methods=FORM)
def round_list(request):
    create = Action("申請回を登録する", reverse("meisters:round_create"), permission=EDIT)
    return list_page(
        request,
        table=RoundTable,
        filterset=RoundFilter,
        queryset=ApplicationRound.objects.in_fiscal_year(request.fiscal_year).for_listing(),
        title="申請回",
        name="申請回一覧",
        period=fiscal_year.label(request.fiscal_year),
        breadcrumbs=crumbs(),
        actions=(create,),
        empty=Empty(
            "この年度の申請回はまだありません。センターから通知された締切日を登録します。", create
        ),
    )


@permitted(EDIT, methods=FORM)
def round_create(request):
    year = request.fiscal_year
    number = ApplicationRound.objects.next_number(year)
    form = RoundForm(initial={"fiscal_year": year, "number": number})
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request))
        if answer:
            return answer
    return _page(request, form, "申請回の登録")


@permitted(EDIT, methods=FORM)
def round_edit(request, pk):
    form = RoundForm(instance=get_object_or_404(ApplicationRound, pk=pk))
    if request.method == "POST":
        answer, form = save_once(request, partial(_change, request, pk))
        if answer:
            return answer
    return _page(request, form, "申請回の変更")


def _create(request):
    form = RoundForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    return _save(request, form, "登録")


def _change(request, pk):
    form = RoundForm(request.POST, instance=ApplicationRound.objects.select_for_update().get(pk=pk))
    if not form.is_valid():
        raise Invalid(form)
    try:
        return _save(request, form, "変更")
    except TransitionDenied as denied:
        refuse(form, denied)


def _save(request, form, done):
    saved = batches.save_round(form.save(commit=False), by=request.user)
    messages.success(request, f"{saved}を{done}しました。")
    return redirect("meisters:round_list")


def _page(request, form, title):
    context = {
        "title": title,
        "breadcrumbs": crumbs(("申請回", reverse("meisters:round_list"))),
        "form": form,
        "back_url": reverse("meisters:round_list"),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/form.html", context, status=status)
