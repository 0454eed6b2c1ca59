"""送信のまとまり: its rows, the preview of all, sending and issuing all, its papers."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.page import Action, allowed
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.office.services.submissions import once
from aomori_skills.paperwork.choices import Channel, Medium, MessageState, Purpose
from aomori_skills.paperwork.filters import BatchMessageFilter
from aomori_skills.paperwork.forms.messages import BatchForm
from aomori_skills.paperwork.lists import disclosed_list_page
from aomori_skills.paperwork.models import FileDamaged, MessageBatch
from aomori_skills.paperwork.rules import outgoing as rules
from aomori_skills.paperwork.services import disclosures, message_batches, message_labels
from aomori_skills.paperwork.tables import MessageTable
from aomori_skills.paperwork.views.downloads import send_attachment, send_pdf
from aomori_skills.paperwork.views.job_steps import lead_to
from aomori_skills.paperwork.views.message_pages import EXPORT, SEND, VIEW, crumbs

NO_LETTERS = "宛名ラベルにする文書がありません。送り方が文書のものが対象です。"
NO_DRAFTS = "下書きの文書がありません。送り方が文書で、まだ発行していないものが対象です。"
NO_PRINT = "まとめる文書がありません。まだ発行していないか、すべて欠番になっています。"


@permitted(VIEW, methods=FORM)
def message_batch(request, pk):
    """The list of its messages, with what can be done to all of them."""
    batch = _batch(pk)
    return disclosed_list_page(
        request,
        table=MessageTable,
        filterset=BatchMessageFilter,
        queryset=batch.messages.for_listing().order_by("pk"),
        title=batch.title,
        name=batch.title,
        export_permission=EXPORT,
        template="paperwork/message_batch.html",
        batch=batch,
        posting=message_batches.posting(batch) if request.user.has_perm(EXPORT) else None,
        breadcrumbs=crumbs(),
        actions=_actions(batch, request.user),
    )


@permitted(SEND, methods=FORM)
def message_batch_send(request, pk):
    """How many leave and how, what is left out and why; POST does it, all or nothing."""
    batch = _batch(pk)
    form = None
    if request.method == "POST":
        answer, form = save_once(request, partial(_send, request, batch))
        if answer:
            return answer
    ready, skipped = message_batches.sorted_out(batch)
    form = form or BatchForm(initial={"issued_on": timezone.localdate(), "messages": _shown(ready)})
    mails = sum(one.is_mail for one in ready)
    context = {
        "title": f"{batch}：送信・発行",
        "ready": ready,
        "mails": mails,
        "letters": len(ready) - mails,
        "nowhere": [one for one in ready if not one.is_mail and not one.address],
        "skipped": skipped,
        "form": form,
        "submit_label": f"{len(ready)}件を送信・発行する",
        "back_url": batch.get_absolute_url(),
        "breadcrumbs": crumbs((batch.title, batch.get_absolute_url())),
    }
    status = 422 if form.is_bound else 200
    return render(request, "paperwork/message_batch_send.html", context, status=status)


@permitted(EXPORT, methods=ACT)
def message_batch_preview(request, pk):
    """All letters that are still drafts, in one PDF."""
    return once(request, partial(_preview, request, _batch(pk)))


@permitted(EXPORT, methods=ACT)
def message_batch_print(request, pk):
    """The issued letters as one PDF, in number order."""
    batch = _batch(pk)
    try:
        paper = message_batches.current_print(batch, by=request.user)
        if paper is None:
            messages.error(request, NO_PRINT)
            return redirect(batch)
        response = send_attachment(paper)
    except FileDamaged as damaged:
        messages.error(request, str(damaged))
        return redirect(batch)
    count = message_batches.to_print(batch).count()
    _record(request, f"{batch} まとめた文書", count)
    return response


@permitted(EXPORT, methods=ACT)
def message_batch_labels(request, pk):
    """Address labels of its letters."""
    batch = _batch(pk)
    rows = batch.messages.letters_to_post()
    if not rows:
        messages.error(request, NO_LETTERS)
        return redirect(batch)
    _record(request, f"{batch} 宛名ラベル", len(rows))
    content = message_labels.render(rows)
    return send_pdf(content, f"{batch.title[:60]}_宛名ラベル.pdf")


def _batch(pk) -> MessageBatch:
    return get_object_or_404(MessageBatch.objects.select_related("print", "created_by"), pk=pk)


def _shown(ready) -> dict[int, int]:
    return {message.pk: message.version for message in ready}


def _send(request, batch):
    form = BatchForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    try:
        job = message_batches.send(
            batch,
            form.shown,
            by=request.user,
            issued_on=form.cleaned_data["issued_on"],
        )
    except TransitionDenied as denied:
        if isinstance(denied, rules.ChangedMeanwhile):
            form.show_now(_shown(message_batches.sorted_out(batch)[0]))
        refuse(form, denied)
    return lead_to(request, job)


def _preview(request, batch):
    if not batch.messages.filter(channel=Channel.LETTER, state=MessageState.DRAFT).exists():
        messages.error(request, NO_DRAFTS)
        return redirect(batch)
    job = message_batches.preview(batch, by=request.user, purpose=Purpose.REVIEW.label)
    return lead_to(request, job)


def _record(request, what, count) -> None:
    """Letters and their labels are printed to be handed to their addressees."""
    disclosures.record(
        request.user,
        what=what,
        count=count,
        medium=Medium.PDF,
        purpose=Purpose.PERSON,
    )


def _actions(batch, user) -> tuple[Action, ...]:
    waits = batch.messages.waiting().exists()
    send = Action("送信・発行へ進む", _url("message_batch_send", batch), permission=SEND)
    preview = Action(
        "すべての文書の下書きを見る（PDF）",
        _url("message_batch_preview", batch),
        permission=EXPORT,
        post=True,
    )
    labels = Action(
        "宛名ラベルを作る（PDF）",
        _url("message_batch_labels", batch),
        permission=EXPORT,
        post=True,
        download=True,
    )
    return tuple(allowed((send, preview, labels), user)) if waits else ()


def _url(name, batch) -> str:
    return reverse(f"paperwork:{name}", args=(batch.pk,))
