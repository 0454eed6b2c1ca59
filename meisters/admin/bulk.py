"""Deciding on several applications: a page says what will happen to which, then it happens."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from aomori_skills.base.forms import StaffForm
from aomori_skills.base.keys import keys_of
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.services.submissions import once
from meisters.admin.decisions import LIST
from meisters.admin.forms import ApproveForm, SendBackForm
from meisters.models import CertificationApplication
from meisters.rules import APPLICATION_WORKFLOW, workflows
from meisters.rules import applications as rules
from meisters.services import approvals
from meisters.services.facts import verdicts_of

TEMPLATE = "admin/meisters/certificationapplication/bulk.html"


@dataclass(frozen=True)
class BulkDecision:
    """One decision for many: its words, its form, its check for one row and its service."""

    action: str
    title: str
    verb: str
    done: str
    form: type[StaffForm]
    check: Callable
    act: Callable


def _check_approve(application, *, by) -> None:
    rules.check_can_approve(application, verdicts_of(application), by=by)


def _check_send_back(application, *, by) -> None:
    APPLICATION_WORKFLOW.check(workflows.SEND_BACK, application, by=by, comment="－")


APPROVE = BulkDecision(
    "approve_selected",
    "選択した申請の承認",
    "承認する",
    "承認しました",
    ApproveForm,
    _check_approve,
    approvals.approve,
)
SEND_BACK = BulkDecision(
    "send_back_selected",
    "選択した申請の差戻し",
    "差し戻す",
    "差し戻しました",
    SendBackForm,
    _check_send_back,
    approvals.send_back,
)


def chosen(post) -> list[int]:
    """The keys among what was sent, once each and in the order in which all lock their rows."""
    return sorted(set(keys_of(post.getlist(ACTION_CHECKBOX_NAME))))


def decide_many(decision: BulkDecision, request, site):
    """The confirm page, or with ``_confirmed`` the act and the way back to the list."""
    keys = chosen(request.POST)
    is_confirmed = "_confirmed" in request.POST
    form = decision.form(request.POST if is_confirmed else None)
    if is_confirmed and form.is_valid():
        return once(request, lambda: _act(decision, request, keys, form.cleaned_data))
    rows = CertificationApplication.objects.whole().filter(pk__in=keys)
    pairs = [
        (row, _refusal(decision, row, by=request.user))
        for row in rows.order_by("fiscal_year", "serial")
    ]
    context = site.each_context(request) | {
        "title": decision.title,
        "decision": decision,
        "items": [row for row, refusal in pairs if not refusal],
        "skipped": [(row, refusal) for row, refusal in pairs if refusal],
        "form": form,
        "checkbox_name": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, TEMPLATE, context, status=422 if is_confirmed else 200)


def _refusal(decision, application, *, by) -> str:
    try:
        decision.check(application, by=by)
    except TransitionDenied as denied:
        return str(denied)
    return ""


def _act(decision, request, keys, data):
    """Each row by itself: a row that is refused now does not stop the others."""
    done = []
    for key in keys:
        try:
            done.append(decision.act(key, by=request.user, **data))
        except TransitionDenied as denied:
            messages.warning(request, str(denied))
        except CertificationApplication.DoesNotExist:
            messages.warning(
                request, "選択した申請のうち1件は見つかりません。削除された可能性があります。"
            )
    if done:
        names = "、".join(map(str, done))
        messages.success(request, f"{len(done)}件の認定申請を{decision.done}：{names}")
    return redirect(LIST)
