"""The manager's decisions on one application, each through its service."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from aomori_skills.base.forms import StaffForm
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.services.submissions import once
from meisters.admin.forms import ApproveForm, ExceptionForm, SendBackForm
from meisters.services import approvals

LIST, PAGE = (
    "admin:meisters_certificationapplication_changelist",
    "admin:meisters_certificationapplication_change",
)


def _approve(request, application, data):
    done = approvals.approve(application.pk, by=request.user, **data)
    place = f"（{done.approved_for}の代理）" if done.approved_for else ""
    messages.success(
        request, f"{done}の認定申請を承認しました{place}。次は、担当者がセンターへ提出します。"
    )
    return redirect(LIST)


def _send_back(request, application, data):
    done = approvals.send_back(application.pk, by=request.user, **data)
    messages.success(
        request, f"{done}の認定申請を差し戻しました。{done.owner}の画面に理由が表示されます。"
    )
    return redirect(LIST)


def _allow_exception(request, application, data):
    approvals.allow_exception(application.pk, data["rule"], by=request.user, reason=data["reason"])
    messages.success(request, f"{application}の例外を認めました。理由は要件の確認に表示します。")
    return redirect(reverse(PAGE, args=(application.pk,)) + "#verdicts")


@dataclass(frozen=True)
class Decision:
    """A form, and what is done with it."""

    form: type[StaffForm]
    act: Callable


DECISIONS = {
    "approve": Decision(ApproveForm, _approve),
    "send_back": Decision(SendBackForm, _send_back),
    "exception": Decision(ExceptionForm, _allow_exception),
}


def blank_forms() -> dict[str, StaffForm]:
    return {name: decision.form(prefix=name) for name, decision in DECISIONS.items()}


def decide(request, application, forms: dict[str, StaffForm]):
    """Act on the posted decision; None if it was refused, ``forms`` then holds the sentences."""
    name = request.POST.get("decision")
    if name not in DECISIONS:
        messages.error(request, "「承認する」か「差し戻す」を選んでください。")
        return None
    form = forms[name] = DECISIONS[name].form(request.POST, prefix=name)
    if not form.is_valid():
        return None
    try:
        return once(request, lambda: DECISIONS[name].act(request, application, form.cleaned_data))
    except TransitionDenied as denied:
        form.add_error(None, str(denied))
    return None
