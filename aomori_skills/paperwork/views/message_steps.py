"""送信箱: a mail is sent, a letter issued, and what is taken back."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render

from aomori_skills.base import wareki
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.templatetags.page import moment
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.forms.messages import IssueForm, SendForm, StepForm
from aomori_skills.paperwork.rules import outgoing as rules
from aomori_skills.paperwork.services import outbox
from aomori_skills.paperwork.services.message_texts import mail_text, obstacles
from aomori_skills.paperwork.views.message_pages import SEND, crumbs_below, message_of

STEPS = {
    rules.UNSCHEDULE.name: (outbox.unschedule, "送信を取りやめ、文面を直せるようにします。"),
    rules.CANCEL.name: (outbox.cancel, "送らないことにします。下書きは残り、後で戻せます。"),
    rules.RESTORE.name: (outbox.restore, "もう一度、送れるようにします。"),
}
DONE = {
    rules.UNSCHEDULE.name: "{}を下書きに戻しました。文面を直してから、もう一度送ってください。",
    rules.CANCEL.name: "{}を送らないことにしました。送るときは「下書きに戻す」を選んでください。",
    rules.RESTORE.name: "{}を下書きに戻しました。日付と文面を確かめてください。",
}


@permitted(SEND, methods=FORM)
def message_send(request, pk):
    """The mail as it will look, and when it leaves."""
    message = message_of(pk)
    form = SendForm(initial={"version": message.version})
    return _leave(request, message, form, _send, "送信する")


@permitted(SEND, methods=FORM)
def message_issue(request, pk):
    """The day of the letter, and what will be done with it."""
    message = message_of(pk)
    form = IssueForm(initial={"issued_on": message.dated_on, "version": message.version})
    return _leave(request, message, form, _issue, "発行する")


@permitted(SEND, methods=FORM)
def message_step(request, pk, name):
    if name not in STEPS:
        raise Http404
    message, step = message_of(pk), rules.MESSAGE_WORKFLOW[name]
    form = StepForm()
    if request.method == "POST":
        answer, form = save_once(request, partial(_take, request, message, name))
        if answer:
            return answer
    context = {
        "title": f"{message.addressee}：{step.label}",
        "sentence": f"{message}について、{STEPS[name][1]}",
        "form": form,
        "submit_label": step.label,
        "back_url": message.get_absolute_url(),
        "breadcrumbs": crumbs_below(message),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/confirm.html", context, status=status)


def _leave(request, message, form, act, label):
    if request.method == "POST":
        answer, form = save_once(request, partial(act, request, message))
        if answer:
            return answer
        message = message_of(message.pk)
    context = {
        "title": f"{message.addressee}：{label.replace('する', '')}",
        "submit_label": label,
        "sentence": _sentence(message),
        "message": message,
        "mail_text": mail_text(message) if message.is_mail else "",
        "caution": rules.caution(message),
        "obstacles": obstacles(message),
        "files": message.attachments.select_related("attachment"),
        "form": form,
        "back_url": message.get_absolute_url(),
        "breadcrumbs": crumbs_below(message),
    }
    status = 422 if form.is_bound else 200
    return render(request, "paperwork/message_send.html", context, status=status)


def _sentence(message) -> str:
    """What will be done."""
    if message.is_mail:
        return f"{message.email} にメールを送ります。送ったメールは取り消せません。"
    number = "文書番号を付けて" if message.numbered else "事務連絡として（文書番号は付きません）"
    return f"{number}PDFを作り、公文書台帳に載せます。発行すると、文面は変えられません。"


def _send(request, message):
    form = SendForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    try:
        message = outbox.schedule(
            message.pk, by=request.user, send_at=form.send_at, version=form.shown
        )
    except TransitionDenied as denied:
        _refuse(form, message, denied)
    when = f"{moment(message.send_at)}に送信します" if form.send_at else "送信を受け付けました"
    messages.success(request, f"{message}の{when}。結果はこの画面の状態で確かめてください。")
    return redirect(message)


def _issue(request, message):
    form = IssueForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    try:
        message = outbox.issue(
            message.pk,
            by=request.user,
            issued_on=form.cleaned_data["issued_on"],
            version=form.shown,
        )
    except TransitionDenied as denied:
        _refuse(form, message, denied)
    messages.success(
        request,
        f"{message}を{message.document.label}"
        f"（{wareki.format_date(message.dated_on)}）として発行しました。PDFを印刷して{_handing(message)}",
    )
    return redirect(message)


def _handing(message) -> str:
    if message.address:
        return "送ってください。"
    return "手渡ししてください（送付先の住所がありません）。"


def _refuse(form, message, denied):
    """After a change the page shows what is there now, and the next press sends that."""
    if isinstance(denied, rules.ChangedMeanwhile):
        form.show_now(message_of(message.pk).version)
    refuse(form, denied)


def _take(request, message, name):
    form = StepForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    try:
        STEPS[name][0](message.pk, by=request.user, comment=form.cleaned_data["comment"])
    except TransitionDenied as denied:
        messages.error(request, str(denied))
    else:
        messages.success(request, DONE[name].format(message))
    return redirect(message)
