"""派遣依頼: list, entry, page."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import Organization
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.lists import disclosed_list_page
from dispatch.filters.requests import ALL_YEARS, RequestFilter
from dispatch.forms.request_rows import FurtherTradeRows, MaterialRows, WishedDateRows
from dispatch.forms.requests import RequestForm
from dispatch.models import DispatchRequest
from dispatch.rules import requests as rules
from dispatch.rules.workflows import EDIT
from dispatch.services import following_days, requests
from dispatch.tables.requests import RequestTable
from dispatch.views.following_days import tell
from dispatch.views.request_pages import crumbs, detail_context
from dispatch.views.request_proposals import proposal, wanted_consultation, wanted_wish

VIEW = "dispatch.view_requests"
EXPORT = "meisters.export_personal"
WITHOUT_WISHES = ("decision", "papers", "history")
"""Tabs that say nothing of the wished dates."""

NEXT = "「基準の確認」を見てから「調整を始める」を選んでください。"
NEEDS_EXCEPTION = (
    "基準を超える項目があるため、まだ調整を始められません。「基準の確認」を見て内容を直すか、"
    "先に承認者に例外の判断を依頼してください。"
)


@permitted(VIEW, methods=FORM)
def request_list(request):
    year = fiscal_year.label(request.fiscal_year)
    new = Action("派遣依頼を登録する", reverse("dispatch:request_new"), permission=EDIT)
    blank = Action(
        "派遣依頼書の用紙を印刷する（PDF）",
        reverse("dispatch:request_blank"),
        note="依頼元に渡す、記入前の用紙です。",
    )
    notices = Action("決定通知をまとめて作る", reverse("dispatch:notice_batch"), permission=EDIT)
    return disclosed_list_page(
        request,
        table=RequestTable,
        filterset=RequestFilter,
        queryset=DispatchRequest.objects.for_listing(),
        title="派遣依頼",
        name="派遣依頼一覧",
        export_permission=EXPORT,
        period="" if request.GET.get("scope") else year,
        actions=(new, notices, blank),
        empty=Empty(f"{year}の派遣依頼はまだありません。届いた依頼を登録してください。", new),
    )


@permitted(VIEW)
def client_requests(request, pk):
    """The list with the requests of one client, of all years."""
    client = get_object_or_404(Organization, pk=pk)
    query = f"?client={client.pk}&scope={ALL_YEARS}"
    return redirect(reverse("dispatch:request_list") + query)


@permitted(VIEW)
def request_detail(request, pk):
    rows, tab = DispatchRequest.objects, request.GET.get("tab")
    rows = rows.to_decide() if tab in WITHOUT_WISHES else rows.whole()
    row = get_object_or_404(rows.with_progress(), pk=pk)
    return render(request, "dispatch/request_detail.html", detail_context(request, row))


@permitted(EDIT, methods=FORM)
def request_new(request):
    wish = wanted_wish(request)
    if wish and hasattr(wish, "request"):
        messages.info(request, f"この希望は、すでに派遣依頼{wish.request.number}になっています。")
        return redirect(wish.request)
    known = proposal(request)
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request))
        if answer:
            return answer
    else:
        parts = [
            FurtherTradeRows(instance=known.request, proposed=known.trades),
            WishedDateRows(instance=known.request),
            MaterialRows(instance=known.request, proposed=known.materials),
        ]
        form = RequestForm(instance=known.request, parts=parts, initial=known.contact)
    return _form_page(request, form, title="派遣依頼の登録", source=known.source)


@permitted(EDIT, methods=FORM)
def request_edit(request, pk):
    row = get_object_or_404(DispatchRequest.objects.to_edit(), pk=pk)
    try:
        rules.check_can_edit(row, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(row)
    if request.method == "POST":
        answer, form = save_once(request, partial(_update, request, pk))
        if answer:
            return answer
    else:
        form = RequestForm(instance=row, parts=_parts(None, row))
    return _form_page(
        request,
        form,
        title=f"{row}の派遣依頼の編集",
        back_url=row.get_absolute_url(),
        breadcrumbs=crumbs(row),
    )


def _parts(data, row) -> list:
    sets = (FurtherTradeRows, WishedDateRows, MaterialRows)
    return [rows(data, instance=row) for rows in sets]


def _create(request):
    new = DispatchRequest(wish=wanted_wish(request), consultation=wanted_consultation(request))
    form = _bound(request, new)
    try:
        row = requests.register(
            form.instance, by=request.user, parts=form.parts, new_contact=form.new_contact
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(
        request,
        f"{row}の派遣依頼を{row.number}として登録しました。{_next(row)}",
    )
    return redirect(row)


def _next(row) -> str:
    row.refresh_from_db(fields=("verdicts",))
    return NEEDS_EXCEPTION if row.needs_exception else NEXT


def _update(request, pk):
    try:
        row = requests.locked(pk)
    except DispatchRequest.DoesNotExist:
        raise Http404 from None
    form = _bound(request, row)
    try:
        done = following_days.update(
            form.instance, by=request.user, parts=form.parts, new_contact=form.new_contact
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{row}の派遣依頼（{row.number}）を保存し、基準を確認し直しました。")
    tell(request, done)
    return redirect(row)


def _bound(request, row) -> RequestForm:
    parts = _parts(request.POST, row)
    form = RequestForm(request.POST, instance=row, parts=parts)
    is_valid = all([form.is_valid(), *(part.is_valid() for part in parts)])
    trades, days, _ = parts
    if not (
        is_valid
        and form.check_days(days.days)
        and form.check_people(trades.people)
        and trades.check_beside(row.trade)
    ):
        raise Invalid(form)
    return form


def _form_page(request, form, **context):
    context = {
        "form": form,
        "formsets": form.parts,
        "back_url": reverse("dispatch:request_list"),
        "breadcrumbs": crumbs(),
    } | context
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/request_form.html", context, status=status)
