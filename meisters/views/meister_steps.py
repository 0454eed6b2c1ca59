"""マイスター: 休止, 辞退, 転出, 死亡, 取消 and the ways back, each with its reason."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.forms import CommentForm
from aomori_skills.base.keys import keys_of
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.merged import leads_to_kept
from aomori_skills.office.saving import Invalid, save_once
from meisters.choices import StillActive
from meisters.models import Meister
from meisters.rules import MEISTER_WORKFLOW
from meisters.rules.confirmations import STEPS, step_reason
from meisters.services import registration

SENTENCES = {
    "pause": "活動を休止します。休止の間は派遣の候補に出ません。後で活動可に戻せます。",
    "resume": "活動可に戻します。派遣の候補に出るようになります。",
    "resign": "辞退を記録します。派遣の候補に出なくなります。これまでの記録は残ります。",
    "move": "県外などへの転出を記録します。派遣の候補に出なくなります。これまでの記録は残ります。",
    "die": "死亡を記録します。派遣の候補や通知の対象に出なくなります。これまでの記録は残ります。",
    "revoke": "センターによる認定の取消を記録します。派遣の候補に出なくなります。記録は残ります。",
    "restore": "誤って記録した状態を、活動可に訂正します。",
}
BACK_TO_WORK = "都合（曜日・日）が変わっていないかを確認してください。"
ENDED = "予定している派遣がないかを確認してください。"


@permitted("meisters.edit_meisters", methods=FORM)
@leads_to_kept(Meister, "meisters:meister_detail")
def meister_step(request, pk, name):
    if name not in SENTENCES:
        raise Http404
    meister, step = get_object_or_404(Meister, pk=pk), MEISTER_WORKFLOW[name]
    form = CommentForm(
        required=step.comment_required, initial={"comment": _answer_given(request, meister, step)}
    )
    if request.method == "POST":
        answer, form = save_once(request, partial(_take, request, meister, step))
        if answer:
            return answer
    elif step not in MEISTER_WORKFLOW.available(meister, by=request.user):
        return _refused(request, meister, step)
    context = {
        "title": f"{meister}さんを{step.label}"
        if name == "pause"
        else f"{meister}さん：{step.label}",
        "sentence": SENTENCES[name],
        "form": form,
        "submit_label": step.label,
        "danger": step.target in ("revoked", "deceased"),
        "back_url": meister.get_absolute_url(),
        "breadcrumbs": (
            ("マイスター名簿", reverse("meisters:meister_list")),
            (str(meister), meister.get_absolute_url()),
        ),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/confirm.html", context, status=status)


def _answer_given(request, meister, step) -> str:
    """The reason, where an answer to the yearly confirmation asks for this step."""
    for key in keys_of([request.GET.get("confirmation", "")]):
        answers = meister.confirmations.select_related("round").filter(pk=key)
        for answer in answers.exclude(answer=StillActive.PENDING):
            if STEPS.get(answer.answer) == step.name:
                return step_reason(answer)
    return ""


def _take(request, meister, step):
    form = CommentForm(request.POST, required=step.comment_required)
    if not form.is_valid():
        raise Invalid(form)
    comment = form.cleaned_data["comment"]
    try:
        moved = registration.take_step(meister.pk, step.name, by=request.user, comment=comment)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
    else:
        next_thing = BACK_TO_WORK if moved.state == "active" else ENDED
        messages.success(
            request, f"{moved}さんの状態を「{moved.get_state_display()}」にしました。{next_thing}"
        )
    return redirect(meister)


def _refused(request, meister, step):
    """Say why the step isn't open now, on the meister's page."""
    try:
        MEISTER_WORKFLOW.check(step, meister, by=request.user, comment="－")
    except TransitionDenied as denied:
        messages.error(request, str(denied))
    return redirect(meister)
