"""企業・学校・団体: list, detail, form, 廃止."""

from functools import partial

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import kept_targets, page
from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.attempt import attempt
from aomori_skills.base.listing import Empty, list_page
from aomori_skills.base.page import Action
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office import rules
from aomori_skills.office.filters.organizations import OrganizationFilter
from aomori_skills.office.forms.organizations import CloseForm, OrganizationForm, parts_of
from aomori_skills.office.merged import leads_to_kept
from aomori_skills.office.models import Organization
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.office.services import mergers, organizations
from aomori_skills.office.tables.organizations import OrganizationTable

EDIT = "office.edit_organizations"
PAGE = "office:organization_detail"
TAKEN = "同じ名称の企業・団体が先に登録されました。一覧で確認してください。"
TABS = (
    ("overview", "概要"),
    ("departments", "学科・部署"),
    ("contacts", "担当者"),
    ("history", "履歴"),
)


@permitted("office.view_masters", methods=FORM)
def organization_list(request):
    create = Action("企業・団体を登録する", reverse("office:organization_create"), permission=EDIT)
    return list_page(
        request,
        table=OrganizationTable,
        filterset=OrganizationFilter,
        queryset=Organization.objects.for_listing(),
        title="企業・学校・団体",
        name="企業・団体一覧",
        actions=(create,),
        empty=Empty("企業・学校・団体の登録がまだありません。", create),
    )


@permitted("office.view_masters")
@leads_to_kept(Organization, PAGE)
def organization_detail(request, pk):
    organization = get_object_or_404(
        Organization.objects.select_related("municipality", "successor"), pk=pk
    )
    tabs = page.tabs(request, *TABS)
    tab = page.current_tab(tabs)
    context = {
        "kind": organization.get_kind_display(),
        "title": organization.name,
        "organization": organization,
        "subject": organization,
        "tabs": tabs,
        "tab": tab,
        "breadcrumbs": _crumbs(),
        **_actions(organization, request.user),
        **_content(tab, organization),
    }
    return render(request, "office/organization_detail.html", context)


@permitted(EDIT, methods=FORM)
def organization_create(request):
    organization = Organization()
    return _edit(request, organization, "企業・団体の登録", organizations.register)


@permitted(EDIT, methods=FORM)
@leads_to_kept(Organization, PAGE)
def organization_edit(request, pk):
    organization = get_object_or_404(Organization, pk=pk)
    return _edit(request, organization, f"{organization}の編集", organizations.update)


@permitted(EDIT, methods=FORM)
@leads_to_kept(Organization, PAGE)
def organization_close(request, pk):
    organization = get_object_or_404(Organization, pk=pk)
    form = CloseForm()
    if request.method == "POST":
        answer, form = save_once(request, partial(_close, request, organization))
        if answer:
            return answer
    context = {
        "title": f"{organization}の廃止",
        "sentence": "廃止にすると、一覧と選択肢に表示されなくなります。これまでの記録は残ります。",
        "form": form,
        "submit_label": "廃止にする",
        "back_url": _url(organization),
        "breadcrumbs": _crumbs(organization),
    }
    status = 422 if form.errors else 200
    return render(request, "office/organization_close.html", context, status=status)


@permitted(EDIT, methods=ACT)
@leads_to_kept(Organization, PAGE)
def organization_reopen(request, pk):
    organization = get_object_or_404(Organization, pk=pk)
    reopen = partial(organizations.reopen, pk, by=request.user)
    attempt(request, reopen, f"{organization}の廃止を取り消しました。")
    return redirect(_url(organization))


@permitted(EDIT, methods=ACT)
@leads_to_kept(Organization, PAGE)
def organization_mail_arrives(request, pk):
    organization = get_object_or_404(Organization, pk=pk)
    clear = partial(organizations.clear_mail_returned, pk, by=request.user)
    attempt(request, clear, f"{organization}の宛先不明の印を消しました。")
    return redirect(_url(organization))


def _close(request, organization):
    form = CloseForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    close = partial(organizations.close, organization.pk, by=request.user, **form.cleaned_data)
    attempt(request, close, f"{organization}を廃止にしました。記録はそのまま残ります。")
    return redirect(_url(organization))


def _edit(request, organization, title, save):
    form = OrganizationForm(instance=organization, parts=parts_of(organization))
    if request.method == "POST":
        answer, form = save_once(request, partial(_save, request, organization.pk, save))
        if answer:
            return answer
    context = {
        "title": title,
        "form": form,
        "formsets": form.parts,
        "back_url": _url(organization) if organization.pk else _list_url(),
        "breadcrumbs": _crumbs(organization if organization.pk else None),
    }
    status = 422 if form.is_bound else 200
    return render(request, "office/organization_form.html", context, status=status)


def _save(request, pk, save):
    rows = Organization.objects.select_for_update(of=("self",))
    organization = rows.get(pk=pk) if pk else Organization()
    parts = parts_of(organization, request.POST)
    form = OrganizationForm(request.POST, instance=organization, parts=parts)
    if not all([form.is_valid(), *(part.is_valid() for part in parts)]):
        raise Invalid(form)
    try:
        with transaction.atomic():
            save(form.instance, by=request.user, parts=parts)
    except TransitionDenied as denied:
        refuse(form, denied)
    except IntegrityError as error:
        if kept_targets.refused(error):
            raise
        form.add_error("name", TAKEN)
        raise Invalid(form) from None
    messages.success(request, f"{organization}を保存しました。")
    return redirect(_url(organization))


def _content(tab: str, organization) -> dict:
    if tab == "departments":
        return {"departments": organization.departments.all()}
    if tab == "contacts":
        return _contacts(organization)
    if tab == "history":
        return {"entries": mergers.history_of(organization, "departments", "contacts")}
    return {
        "verdicts": [rules.small_and_medium(organization)] if organization.industry else [],
        "is_firm": organization.kind == "company",
        "predecessors": organization.predecessors.order_by("ended_on", "pk"),
    }


def _contacts(organization) -> dict:
    today = timezone.localdate()
    people = list(organization.contacts.select_related("department").order_by("-starts_on", "pk"))
    ended = [person for person in people if person.ends_on and person.ends_on < today]
    return {"contacts": [person for person in people if person not in ended], "ended": ended}


def _actions(organization, user) -> dict:
    edit = Action("編集する", reverse("office:organization_edit", args=(organization.pk,)))
    close = Action(
        "廃止にする",
        reverse("office:organization_close", args=(organization.pk,)),
        note="合併や名称変更のときは、承継先を選べます。",
    )
    reopen = Action(
        "廃止を取り消す", reverse("office:organization_reopen", args=(organization.pk,)), post=True
    )
    arrives = Action(
        "宛先不明の印を消す",
        reverse("office:organization_mail_arrives", args=(organization.pk,)),
        post=True,
    )
    if not user.has_perm(EDIT):
        return {}
    others = [reopen if organization.ended_on else close]
    if organization.mail_returned_on:
        others.insert(0, arrives)
    return {"primary": edit, "others": others}


def _crumbs(organization=None):
    crumbs = (("企業・学校・団体", _list_url()),)
    return (*crumbs, (organization.name, _url(organization))) if organization else crumbs


def _list_url() -> str:
    return reverse("office:organization_list")


def _url(organization) -> str:
    return reverse("office:organization_detail", args=(organization.pk,))
