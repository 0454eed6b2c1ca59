"""The manager's decisions on one plan, each through its service."""

from django.contrib import messages
from django.forms import Textarea
from django.shortcuts import redirect

from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms import StaffForm
from aomori_skills.office.deciding import Decision
from dispatch.services import decisions

LIST = "admin:dispatch_dispatchrequest_changelist"


class ApproveForm(StaffForm):
    """決定: with a word, if there is one to say."""

    comment = PlainTextField(
        label="コメント",
        required=False,
        max_length=1000,
        widget=Textarea(attrs={"rows": 3}),
        help_text="予算を超えるときは、理由を入力してください。",
    )


class SendBackForm(StaffForm):
    """差戻し: what has to be mended."""

    comment = PlainTextField(
        label="差し戻す理由", max_length=1000, widget=Textarea(attrs={"rows": 3})
    )


def _approve(request, row, data):
    seen = request.POST.get("seen", "")
    version = decisions.approve(row.pk, by=request.user, seen=seen, **data)
    place = f"（{version.approved_for}の代理）" if version.approved_for else ""
    messages.success(
        request,
        f"{row}の派遣を第{version.number}版として決定しました{place}。"
        "次は、担当者が決定通知を送ります。",
    )
    return redirect(LIST)


def _send_back(request, row, data):
    decisions.send_back(row.pk, by=request.user, **data)
    messages.success(
        request, f"{row}の派遣依頼を差し戻しました。{row.owner}さんの画面に理由が表示されます。"
    )
    return redirect(LIST)


DECISIONS = {
    "approve": Decision(ApproveForm, _approve),
    "send_back": Decision(SendBackForm, _send_back),
}
CHOOSE = "「決定する」か「差し戻す」を選んでください。"
