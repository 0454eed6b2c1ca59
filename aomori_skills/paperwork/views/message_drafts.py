"""送信箱: writing a draft, and what goes along with it."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork import papers
from aomori_skills.paperwork.choices import Channel, MessageState
from aomori_skills.paperwork.forms.messages import EnclosureForm, MessageForm, NewMessageForm
from aomori_skills.paperwork.models import OutgoingMessage
from aomori_skills.paperwork.rules.refusal import AttachmentRefused
from aomori_skills.paperwork.services import drafting
from aomori_skills.paperwork.services.message_texts import mail_text, obstacles
from aomori_skills.paperwork.services.outbox import Addressee
from aomori_skills.paperwork.views.message_pages import (
    SEND,
    crumbs,
    crumbs_below,
    message_of,
    url,
)


@permitted(SEND, methods=FORM)
def message_create(request):
    """A draft from one of the templates that no other page fills."""
    codes = [template.code for template in papers.TEMPLATES]
    form = NewMessageForm(codes=codes, instance=OutgoingMessage(channel=Channel.LETTER))
    if request.method == "POST":
        answer, form = save_once(request, partial(_create, request, codes))
        if answer:
            return answer
    context = {
        "title": "下書きの作成",
        "form": form,
        "submit_label": "下書きを作成する",
        "back_url": reverse("paperwork:message_list"),
        "breadcrumbs": crumbs(),
    }
    status = 422 if form.is_bound else 200
    return render(request, "paperwork/message_create.html", context, status=status)


@permitted(SEND, methods=FORM)
def message_edit(request, pk):
    message = message_of(pk)
    if message.state != MessageState.DRAFT:
        return _not_open(request, message)
    form = MessageForm(instance=message)
    if request.method == "POST":
        answer, form = save_once(request, partial(_update, request, pk))
        if answer:
            return answer
    context = {
        "title": "下書きの編集",
        "form": form,
        "message": message,
        "obstacles": obstacles(message),
        "mail_text": mail_text(message) if message.is_mail else "",
        "next_label": "保存して編集を続ける",
        "back_url": message.get_absolute_url(),
        "breadcrumbs": crumbs_below(message),
    }
    status = 422 if form.is_bound else 200
    return render(request, "paperwork/message_form.html", context, status=status)


@permitted(SEND, methods=ACT)
def message_channel(request, pk):
    """From mail to letter, or back."""
    message = message_of(pk)
    other = Channel.LETTER if message.is_mail else Channel.EMAIL
    try:
        message = drafting.switch_channel(pk, other, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
    else:
        messages.success(request, f"{message}を{message.channel_word}で送ることにしました。")
    return redirect(message)


@permitted(SEND, methods=FORM)
def message_files(request, pk):
    message = message_of(pk)
    if message.state != MessageState.DRAFT:
        return _not_open(request, message)
    form = EnclosureForm()
    if request.method == "POST":
        answer, form = save_once(request, partial(_attach, request, message))
        if answer:
            return answer
    context = {
        "title": "添付するファイル" if message.is_mail else "同封するファイル",
        "form": form,
        "message": message,
        "files": message.attachments.select_related("attachment", "attachment__uploaded_by"),
        "submit_label": "添付する" if message.is_mail else "加える",
        "back_url": message.get_absolute_url(),
        "breadcrumbs": crumbs_below(message),
    }
    status = 422 if form.is_bound else 200
    return render(request, "paperwork/message_files.html", context, status=status)


@permitted(SEND, methods=ACT)
def message_file_remove(request, pk, attachment):
    message = message_of(pk)
    try:
        name = drafting.detach(pk, attachment, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(message)
    if name:
        messages.success(request, f"{message}から「{name}」を外しました。")
    else:
        messages.info(request, "このファイルは、すでに外されています。")
    return redirect("paperwork:message_files", pk)


def _create(request, codes):
    form = NewMessageForm(request.POST, codes=codes)
    if not form.is_valid():
        raise Invalid(form)
    data = form.cleaned_data
    addressee = Addressee(data["addressee"], data["email"], data["postcode"], data["address"])
    try:
        message = drafting.draft(
            data["template"].code,
            addressee=addressee,
            values={papers.ADDRESSEE.name: addressee.name},
            by=request.user,
            channel=data["channel"],
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    messages.success(request, f"{message}の下書きを作成しました。文面を書いてください。")
    return redirect("paperwork:message_edit", message.pk)


def _update(request, pk):
    rows = OutgoingMessage.objects.select_for_update(of=("self",)).select_related("author")
    message = get_object_or_404(rows, pk=pk)
    if message.state != MessageState.DRAFT:
        return _not_open(request, message)
    form = MessageForm(request.POST, instance=message)
    if not form.is_valid():
        raise Invalid(form)
    drafting.update(message, by=request.user)
    messages.success(request, f"{message}を保存しました。内容を確かめてから送ってください。")
    return redirect(url("message_edit", message) if "_next" in request.POST else message)


def _attach(request, message):
    form = EnclosureForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Invalid(form)
    try:
        row = drafting.attach(message.pk, form.cleaned_data["upload"], by=request.user)
    except (TransitionDenied, AttachmentRefused) as refusal:
        refuse(form, refusal)
    messages.success(request, f"{message}に「{row.attachment}」を加えました。")
    return redirect(url("message_files", message))


def _not_open(request, message):
    messages.error(
        request,
        f"{message}は現在「{message.get_state_display()}」のため、編集できません。"
        "直すときは、先に下書きに戻してください。",
    )
    return redirect(message)
