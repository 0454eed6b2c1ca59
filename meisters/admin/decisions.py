"""The manager's decisions on one application, each through its service."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse

from aomori_skills.office.deciding import Decision
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


DECISIONS = {
    "approve": Decision(ApproveForm, _approve),
    "send_back": Decision(SendBackForm, _send_back),
    "exception": Decision(ExceptionForm, _allow_exception),
}
CHOOSE = "「承認する」か「差し戻す」を選んでください。"
