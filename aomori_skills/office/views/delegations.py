"""代理承認: who approves while the manager is away."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.attempt import attempt
from aomori_skills.base.listing import Empty, list_page
from aomori_skills.base.page import Action
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.filters.people import DelegationFilter
from aomori_skills.office.forms.people import DelegationForm
from aomori_skills.office.models import ApproverDelegation
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.office.services import delegations
from aomori_skills.office.tables.people import DelegationTable

MANAGE = "office.manage_delegations"


@permitted(MANAGE, methods=FORM)
def delegation_list(request):
    create = Action("代理承認を登録する", reverse("office:delegation_create"))
    return list_page(
        request,
        table=DelegationTable,
        filterset=DelegationFilter,
        queryset=ApproverDelegation.objects.for_listing(),
        title="代理承認",
        name="代理承認一覧",
        actions=(create,),
        empty=Empty("代理承認の登録がまだありません。承認者が不在になるときに登録します。", create),
    )


@permitted(MANAGE, methods=FORM)
def delegation_create(request):
    form = DelegationForm(by=request.user)
    if request.method == "POST":
        answer, form = save_once(request, partial(_grant, request))
        if answer:
            return answer
    context = {
        "title": "代理承認の登録",
        "form": form,
        "back_url": reverse("office:delegation_list"),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "layouts/form.html", context, status=422 if form.errors else 200)


@permitted(MANAGE, methods=FORM)
def delegation_end(request, pk):
    """One delegation, and the end of it before its time."""
    delegation = get_object_or_404(ApproverDelegation.objects.for_listing(), pk=pk)
    today = timezone.localdate()
    if request.method == "POST":
        end = partial(delegations.end, pk, by=request.user, today=today)
        attempt(request, end, f"{delegation.delegate}さんの代理承認を終了しました。")
        return redirect("office:delegation_list")
    context = {
        "title": f"{delegation.delegate}さんの代理承認",
        "delegation": delegation,
        "is_over": delegation.ends_on < today,
        "danger": True,
        "submit_label": "終了する",
        "back_url": reverse("office:delegation_list"),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "office/delegation_end.html", context)


def _grant(request):
    form = DelegationForm(request.POST, by=request.user)
    if not form.is_valid():
        raise Invalid(form)
    try:
        delegation = delegations.grant(form.instance, by=request.user, today=timezone.localdate())
    except TransitionDenied as denied:
        refuse(form, denied)
    days = f"{wareki.format_day(delegation.starts_on)}から{wareki.format_day(delegation.ends_on)}"
    messages.success(request, f"{days}まで、{delegation.delegate}さんが代理で承認できます。")
    return redirect("office:delegation_list")


def _crumbs():
    return (("代理承認", reverse("office:delegation_list")),)
