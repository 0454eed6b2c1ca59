"""派遣依頼: the steps of the staff, each after a page that says what will happen."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.attempt import attempt
from aomori_skills.base.forms import CommentForm
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from dispatch.choices import RequestState
from dispatch.forms.requests import CancelForm, HandOverForm
from dispatch.forms.reviving import ReviveRequestForm
from dispatch.models import DispatchRequest
from dispatch.models.session import told_apart
from dispatch.rules import REQUEST_WORKFLOW, workflows
from dispatch.rules import decisions as decision_rules
from dispatch.rules import requests as rules
from dispatch.rules.workflows import EDIT
from dispatch.services import (
    decisions,
    request_cancelling,
    request_progress,
    request_reviving,
    requests,
)
from dispatch.views.decision_panel import asking_context
from dispatch.views.request_check import check_context
from dispatch.views.request_pages import crumbs
from dispatch.views.request_sentences import DONE, SENTENCES

TAKE = {
    workflows.REQUEST_APPROVAL.name: decisions.request_approval,
    workflows.PULL_BACK.name: decisions.pull_back,
    workflows.REVISE.name: decisions.revise,
    workflows.START.name: request_progress.start,
    workflows.FINISH.name: request_progress.finish,
    **{
        step.name: partial(request_progress.go_on, name=step.name)
        for step in request_progress.BY_HAND
    },
}
"""The doors of the steps that ``requests.take_step`` does not open."""

CALL = (
    "次の相手には、取りやめのお知らせを送ってあります。行うことになったと電話で伝え、"
    "都合を確かめてください："
)


@permitted(EDIT, methods=FORM)
def request_step(request, pk, name):
    if name not in SENTENCES:
        raise Http404
    row = get_object_or_404(DispatchRequest.objects.to_decide(), pk=pk)
    step = REQUEST_WORKFLOW[name]
    try:
        REQUEST_WORKFLOW.check(step, row, by=request.user, comment="－")
    except TransitionDenied as denied:
        return _too_late(request, row, step, denied)
    if request.method == "POST":
        act = _revive if step is workflows.REVIVE else _take
        answer, form = save_once(request, partial(act, request, row, step))
        if answer:
            return answer
    elif step is workflows.REVIVE:
        form = ReviveRequestForm(request=row)
    else:
        form = CommentForm(required=step.comment_required)
    more = {}
    if step is workflows.ADJUST:
        more = check_context(row)
    elif step is workflows.REQUEST_APPROVAL:
        more = asking_context(request, row)
    return _page(request, row, form, step.label, SENTENCES[name], **more)


@permitted(EDIT, methods=ACT)
def request_judge(request, pk):
    """Keep the verdicts of today's rules, on which the lists and home rely."""
    row = get_object_or_404(DispatchRequest, pk=pk)
    again = partial(requests.judge_again, pk, by=request.user)
    attempt(request, again, f"{row}の派遣依頼（{row.number}）を、いまの基準で判定し直しました。")
    return redirect(f"{row.get_absolute_url()}?tab=checks")


@permitted(EDIT, methods=FORM)
def request_cancel(request, pk):
    row = get_object_or_404(DispatchRequest.objects.whole(), pk=pk)
    try:
        decision_rules.check_not_over(row)
        REQUEST_WORKFLOW.check(workflows.CANCEL, row, by=request.user, comment="－")
    except TransitionDenied as denied:
        return _too_late(request, row, workflows.CANCEL, denied)
    form = CancelForm()
    if request.method == "POST":
        answer, form = save_once(request, partial(_cancel, request, row))
        if answer:
            return answer
    sentence = (
        "この派遣依頼を取り消します。記録と番号は残り、件数や依頼元の年間の回数には数えません。"
        "これからの指導日は中止になり、打診と、まだ送っていない決定通知も取りやめます。"
        "予定を伝えてある相手には、取り消した後に取りやめのお知らせを送ります。"
        "取消は後で取りやめることができます。"
    )
    return _page(request, row, form, "取り消す", sentence, danger=True)


@permitted(EDIT, methods=FORM)
def request_hand_over(request, pk):
    row = get_object_or_404(DispatchRequest.objects.whole(), pk=pk)
    try:
        rules.check_can_edit(row, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(row)
    form = HandOverForm()
    if request.method == "POST":
        answer, form = save_once(request, partial(_hand_over, request, row))
        if answer:
            return answer
    sentence = f"いまの担当者は{row.owner}さんです。新しい担当者の仕事として表示されます。"
    return _page(request, row, form, "担当者を引き継ぐ", sentence)


def _page(request, row, form, label, sentence, **more):
    context = {
        "title": f"{row}の派遣依頼：{label}",
        "sentence": sentence,
        "form": form,
        "submit_label": label,
        "back_url": row.get_absolute_url(),
        "breadcrumbs": crumbs(row),
    } | more
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/request_step.html", context, status=status)


def _take(request, row, step):
    form = CommentForm(request.POST, required=step.comment_required)
    if not form.is_valid():
        raise Invalid(form)
    try:
        take = TAKE.get(step.name) or partial(requests.take_step, name=step.name)
        take(row.pk, by=request.user, **form.cleaned_data)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, DONE[step.name].format(row))
    return redirect(row)


def _revive(request, row, step):
    form = ReviveRequestForm(request.POST, request=row)
    if not form.is_valid():
        raise Invalid(form)
    comment = form.cleaned_data["comment"]
    try:
        done = request_reviving.revive(row.pk, form.chosen, by=request.user, comment=comment)
    except TransitionDenied as denied:
        refuse(form, denied)
    names = told_apart([*done.back, *(day for day, _ in done.left)])
    back, left = names[: len(done.back)], names[len(done.back) :]
    messages.success(request, DONE[step.name].format(row) + _days_back(back))
    for day, (_, why) in zip(left, done.left, strict=True):
        messages.warning(request, f"{day}の指導日は、中止のまま残しました。{why}")
    if done.told:
        messages.warning(request, f"{CALL}{'、'.join(done.told)}。")
    return redirect(f"{row.get_absolute_url()}?tab=sessions")


def _days_back(days: list[str]) -> str:
    return (
        f"次の指導日を予定に戻しました：{'、'.join(days)}。"
        if days
        else "希望日を確認してください。"
    )


def _cancel(request, row):
    form = CancelForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    try:
        done = request_cancelling.cancel(row.pk, by=request.user, **form.cleaned_data)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(
        request,
        f"{row}の派遣依頼（{row.number}）を取り消しました。{_to_tell(done)}",
    )
    return redirect(f"{row.get_absolute_url()}?tab=decision")


def _to_tell(row) -> str:
    """What is to be done after a cancellation."""
    number = row.cancel_notices.open().count()
    if number:
        return f"取りやめのお知らせを{number}件お送りください。"
    return "依頼元への連絡を確認してください。"


def _hand_over(request, row):
    form = HandOverForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    try:
        done = requests.hand_over(row.pk, by=request.user, **form.cleaned_data)
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{row}の派遣依頼を{done.owner}さんに引き継ぎました。")
    return redirect(row)


def _too_late(request, row, step, denied):
    """Somebody, or the first click of a double click, was quicker."""
    if row.state == step.target:
        state = RequestState(row.state).label
        messages.info(request, f"{row}の派遣依頼は、すでに「{state}」になっています。")
    else:
        messages.error(request, str(denied))
    return redirect(row)
