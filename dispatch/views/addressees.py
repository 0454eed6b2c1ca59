"""調査先: everybody of every wave as one list, the page of one, its edit."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import fiscal_year, history, page
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action, allowed
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import Organization
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.lists import disclosed_list_page
from dispatch.choices import AddresseeState, Standing
from dispatch.filters.surveys import ALL_YEARS, AddresseeFilter
from dispatch.forms.surveys import AddresseeForm
from dispatch.models import SurveyAddressee, SurveyProposal, SurveyWish
from dispatch.rules.surveys import ANSWERED, EDIT
from dispatch.services import survey_addressees
from dispatch.tables.surveys import AddresseeTable
from dispatch.views.survey_pages import EXPORT, crumbs
from dispatch.views.surveys import VIEW

MESSAGES = "paperwork.view_messages"
TABS = (("overview", "概要"), ("history", "履歴"))


def addressees():
    """Rows as the list and the page show them."""
    rows = SurveyAddressee.objects.with_standing(timezone.localdate()).for_listing()
    return rows.order_by("-survey__opened_on", "-survey", "organization__kana", "pk")


@permitted(VIEW, methods=FORM)
def addressee_list(request):
    year = fiscal_year.label(request.fiscal_year)
    surveys = Action("調査を見る", reverse("dispatch:survey_list"))
    is_scoped = any(request.GET.get(name) for name in ("scope", "survey", "organization"))
    return disclosed_list_page(
        request,
        table=AddresseeTable,
        filterset=AddresseeFilter,
        queryset=addressees(),
        title="派遣希望調査の調査先",
        name="派遣希望調査の調査先一覧",
        export_permission=EXPORT,
        period="" if is_scoped else year,
        breadcrumbs=crumbs(),
        empty=Empty(
            f"{year}の調査先はまだありません。調査を始めて、調査先を選んでください。", surveys
        ),
    )


@permitted(VIEW)
def organization_surveys(request, pk):
    """The list with the waves that one organization was in, of all years."""
    place = get_object_or_404(Organization, pk=pk)
    query = f"?organization={place.pk}&scope={ALL_YEARS}"
    return redirect(reverse("dispatch:addressee_list") + query)


@permitted(VIEW)
def addressee_detail(request, pk):
    rows = SurveyAddressee.objects.with_standing(timezone.localdate()).for_letters()
    row = get_object_or_404(rows, pk=pk)
    tabs = page.tabs(request, *TABS)
    tab = page.current_tab(tabs)
    actions = _actions(row, request.user)
    context = {
        "kind": str(row.survey),
        "title": str(row.organization),
        "number": row.code,
        "subject": row,
        "standing": Standing(row.standing),
        "due": row.survey.reply_by if row.state not in ANSWERED else None,
        "tabs": tabs,
        "tab": tab,
        "primary": actions[0] if actions else None,
        "others": actions[1:],
        "wishes": SurveyWish.objects.for_listing().filter(addressee=row),
        "proposals": SurveyProposal.objects.for_listing().filter(addressee=row),
        "files": row.files.filter(applied_at__isnull=False).select_related("attachment"),
        "entries": history.entries(row, "wishes", "proposals") if tab == "history" else (),
        "breadcrumbs": crumbs(row.survey),
    }
    return render(request, "dispatch/addressee_detail.html", context)


@permitted(EDIT, methods=FORM)
def addressee_edit(request, pk):
    row = get_object_or_404(SurveyAddressee.objects.select_related("survey", "organization"), pk=pk)
    form = AddresseeForm(instance=row)
    if request.method == "POST":
        try:
            answer, form = save_once(request, partial(_update, request, pk))
        except TransitionDenied as denied:
            messages.error(request, str(denied))
            return redirect(row)
        if answer:
            return answer
    context = {
        "title": f"{row.organization}の区分と宛名",
        "form": form,
        "back_url": row.get_absolute_url(),
        "breadcrumbs": crumbs(row.survey),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/form.html", context, status=status)


def _update(request, pk):
    try:
        row = survey_addressees.locked(pk)
    except SurveyAddressee.DoesNotExist:
        raise Http404 from None
    form = AddresseeForm(request.POST, instance=row)
    if not form.is_valid():
        raise Invalid(form)
    try:
        survey_addressees.update(form.instance, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{row.organization}の区分と宛名を保存しました。")
    return redirect(row)


def _actions(row, user) -> list[Action]:
    """The next step first."""

    def action(label, name, **more):
        url = reverse(f"dispatch:{name}", args=(row.pk,))
        return Action(label, url, permission=more.pop("permission", EDIT), **more)

    paper = action(
        "回答票を出力する（PDF）", "addressee_form", post=True, permission=EXPORT, download=True
    )
    book = action(
        "回答票を出力する（Excel）", "addressee_book", post=True, permission=EXPORT, download=True
    )
    if not row.survey.is_open:
        return allowed([paper, book], user)
    reply = action("回答を入力する", "addressee_reply")
    edit = action("区分と宛名を直す", "addressee_edit")
    if row.state in ANSWERED:
        steps = [action("回答を直す", "addressee_reply"), edit]
        steps.append(action("回答を取り消す", "addressee_take_back", danger=True))
    elif row.state == AddresseeState.UNDELIVERABLE:
        steps = [action("宛先不明を取り消す", "addressee_found"), reply, edit]
    elif row.left_on is None:
        steps = [action("送付を記録する", "addressee_sent"), edit]
        if row.message:
            url = row.message.get_absolute_url()
            steps.insert(0, Action("調査の文書を開く", url, permission=MESSAGES))
        if row.message_id is None:
            steps.append(action("調査先から外す", "addressee_remove"))
    else:
        steps = [
            reply,
            action("宛先不明にする", "addressee_undeliverable"),
            action("辞退を記録する", "addressee_decline"),
            edit,
        ]
    return allowed([*steps, paper, book], user)
