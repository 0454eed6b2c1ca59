"""認定申請: the steps of the staff, each after a page that says what will happen."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.forms import CommentForm, StaffForm
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, save_once
from meisters.choices import ApplicationState
from meisters.forms.applications import ReceiveForm
from meisters.forms.batches import ReplyForm
from meisters.rules import APPLICATION_WORKFLOW, workflows
from meisters.services import applications, approvals, inquiry_replies
from meisters.views.application_pages import application_of, checklist_context, crumbs
from meisters.views.application_words import DONE, SENTENCES

EDIT = workflows.EDIT
JUDGED = (workflows.CONFIRM.name, workflows.REQUEST_APPROVAL.name)
"""Steps that the checklist can stop."""
ACTS = {
    workflows.RECEIVE.name: applications.receive,
    workflows.CONFIRM.name: applications.confirm,
    workflows.REQUEST_APPROVAL.name: applications.request_approval,
    workflows.ANSWER_INQUIRY.name: inquiry_replies.answer,
}


@permitted(EDIT, methods=FORM)
def application_step(request, pk, name):
    step = next((step for step in workflows.BY_HAND if step.name == name), None)
    if step is None:
        raise Http404
    application = application_of(pk)
    try:
        APPLICATION_WORKFLOW.check(step, application, by=request.user, comment="－")
    except TransitionDenied as denied:
        return _too_late(request, application, step, denied)
    if request.method == "POST":
        answer, form = save_once(request, partial(_take, request, application, step))
        if answer:
            return answer
    else:
        form = _form(step, application)
    return _step_page(request, application, step, form)


@permitted(EDIT, methods=FORM)
def application_delete(request, pk):
    """A draft that was never received may disappear."""
    if request.method == "POST":
        answer, _ = save_once(request, partial(_delete, request, pk))
        return answer
    application = application_of(pk, whole=False)
    context = {
        "title": f"{application}の削除",
        "sentence": (
            "この下書きと、入力した内容・添付した書類を削除します。"
            "削除した記録は変更履歴にだけ残ります。候補者は「候補」に戻ります。"
        ),
        "submit_label": "下書きを削除する",
        "danger": True,
        "back_url": application.get_absolute_url(),
        "breadcrumbs": crumbs((str(application), application.get_absolute_url())),
    }
    return render(request, "layouts/confirm.html", context)


def _step_page(request, application, step, form):
    context = checklist_context(application) if step.name in JUDGED else {}
    if step is workflows.REQUEST_APPROVAL:
        context["approvers"] = approvals.approvers_of(application, requester=request.user)
    context |= {
        "title": f"{application}：{step.label}",
        "sentence": SENTENCES[step.name],
        "subject": application,
        "step": step,
        "form": form,
        "submit_label": step.label,
        "danger": step is workflows.WITHDRAW,
        "back_url": application.get_absolute_url(),
        "breadcrumbs": crumbs((str(application), application.get_absolute_url())),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/application_step.html", context, status=status)


def _form(step, application, data=None) -> StaffForm:
    if step is workflows.RECEIVE:
        initial = {
            "received_on": application.received_on or timezone.localdate(),
            "way": application.received_way,
        }
        return ReceiveForm(data, initial=initial)
    if step is workflows.ANSWER_INQUIRY:
        return ReplyForm(data, initial={"replied_on": timezone.localdate()})
    return CommentForm(data, required=step.comment_required)


def _take(request, application, step):
    form = _form(step, application, request.POST)
    if not form.is_valid():
        raise Invalid(form)
    act = ACTS.get(step.name) or partial(applications.take_step, name=step.name)
    try:
        act(application.pk, by=request.user, **form.cleaned_data)
    except TransitionDenied as denied:
        form.add_error(None, str(denied))
        raise Invalid(form) from denied
    messages.success(request, DONE[step.name].format(application))
    return redirect(application)


def _too_late(request, application, step, denied):
    """Somebody, or the first click of a double click, was quicker."""
    if application.state == step.target and request.user.has_perm(step.permission):
        state = ApplicationState(application.state).label
        messages.info(request, f"{application}は、すでに「{state}」になっています。")
    else:
        messages.error(request, str(denied))
    return redirect(application)


def _delete(request, pk):
    application = application_of(pk, whole=False)
    try:
        name = applications.delete_draft(application.pk, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(application)
    messages.success(request, f"{name}の下書きを削除しました。")
    return redirect(application.candidate)
