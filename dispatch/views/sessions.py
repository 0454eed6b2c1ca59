"""指導日: list, page, entry, change."""

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
from dispatch.filters.sessions import ALL_YEARS, SessionFilter
from dispatch.forms.sessions import SessionForm
from dispatch.models import DispatchRequest, Session
from dispatch.rules import sessions as rules
from dispatch.rules.assignments import NeedsAcknowledgement
from dispatch.rules.sessions import FIELDS
from dispatch.rules.workflows import EDIT
from dispatch.services import bookings, sessions
from dispatch.services.session_proposals import from_request, from_wish
from dispatch.tables.sessions import SessionTable
from dispatch.views.session_pages import crumbs, detail_context, shown_sessions, tab_url
from meisters.models import Meister
from meisters.views.addresses import wanted_row

VIEW = "dispatch.view_requests"
EXPORT = "meisters.export_personal"
COUNTED = "部屋ごとに1件と数えます（中止を含みます）"


@permitted(VIEW, methods=FORM)
def session_list(request):
    year = fiscal_year.label(request.fiscal_year)
    return disclosed_list_page(
        request,
        table=SessionTable,
        filterset=SessionFilter,
        queryset=Session.objects.for_listing().with_people(),
        title="指導日",
        name="指導日一覧",
        export_permission=EXPORT,
        period=COUNTED if request.GET.get("scope") else f"{year}　{COUNTED}",
        empty=Empty(
            f"{year}の指導日はまだありません。派遣依頼の「指導日」で追加してください。",
            Action("派遣依頼の一覧を開く", reverse("dispatch:request_list")),
        ),
    )


@permitted(VIEW)
def client_sessions(request, pk):
    """The list with the sessions of one client, of all years."""
    return _listed("client", get_object_or_404(Organization, pk=pk))


@permitted(VIEW)
def meister_sessions(request, pk):
    """The list with the sessions to which one meister goes, of all years."""
    return _listed("meister", get_object_or_404(Meister, pk=pk))


@permitted(VIEW)
def session_detail(request, pk):
    session = get_object_or_404(shown_sessions(), pk=pk)
    return render(request, "dispatch/session_detail.html", detail_context(request, session))


@permitted(EDIT, methods=FORM)
def request_session_new(request, pk):
    row = get_object_or_404(DispatchRequest.objects.whole(), pk=pk)
    if sentence := rules.why_not(row):
        messages.error(request, sentence)
        return redirect(tab_url(row))
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request, row))
        if answer:
            return answer
    else:
        wish = wanted_row(request, "wish", row.wished_dates.all())
        known = from_request(row) | (from_wish(wish) if wish else {})
        form = SessionForm(instance=Session(request=row, attendant=row.owner, **known))
    return _form_page(request, form, title=f"{row}の指導日の追加", row=row)


@permitted(EDIT, methods=FORM)
def session_edit(request, pk):
    session = get_object_or_404(Session.objects.for_listing(), pk=pk)
    try:
        rules.check_can_change(session.request, by=request.user)
        rules.check_stands(session)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(session)
    if request.method == "POST":
        answer, form = save_once(request, partial(_move, request, pk))
        if answer:
            return answer
    else:
        form = SessionForm(instance=session)
    title = f"{session}の指導日の変更"
    return _form_page(request, form, title=title, row=session.request, session=session)


def _listed(name: str, row):
    return redirect(f"{reverse('dispatch:session_list')}?{name}={row.pk}&scope={ALL_YEARS}")


def _create(request, row):
    form = _valid(SessionForm(request.POST, instance=Session(request=row)))
    try:
        session = sessions.add(row.pk, _fields(form), by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{row}の指導日（{session}）を追加しました。")
    if "_next" in request.POST:
        return redirect("dispatch:request_session_new", row.pk)
    return redirect(tab_url(row))


def _move(request, pk):
    try:
        session = bookings.locked_session(pk)
    except Session.DoesNotExist:
        raise Http404 from None
    version = session.version
    form = _valid(SessionForm(request.POST, instance=session))
    try:
        moved = sessions.move(
            pk, _fields(form), version=version, acknowledged=form.given, by=request.user
        )
    except NeedsAcknowledgement as refused:
        form.ask(refused)
        raise Invalid(form) from refused
    except TransitionDenied as denied:
        refuse(form, denied)
    tell(request, moved, "変更しました")
    return redirect(moved.session)


def tell(request, moved, done: str) -> None:
    """What happened, and whom the staff has to call now."""
    text = f"{moved.session.request}の指導日（{moved.session}）を{done}。"
    names = "、".join(map(str, moved.to_tell))
    told = f"次の相手に連絡してください：{names}。" if names else ""
    messages.success(request, f"{text}{told}")


def _valid(form) -> SessionForm:
    if not form.is_valid():
        raise Invalid(form)
    return form


def _fields(form) -> dict:
    return {name: form.cleaned_data[name] for name in FIELDS}


def _form_page(request, form, *, title, row, session=None):
    context = {
        "title": title,
        "form": form,
        "back_url": session.get_absolute_url() if session else tab_url(row),
        "breadcrumbs": crumbs(session, request_row=row),
        "next_label": "" if session else "保存して次の指導日へ",
    }
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/session_form.html", context, status=status)
