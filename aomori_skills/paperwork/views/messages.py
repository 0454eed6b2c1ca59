"""送信箱: the list, and the page of one mail or letter."""

from django.shortcuts import render
from django.urls import reverse

from aomori_skills.base import history, page
from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.listing import Empty
from aomori_skills.base.page import Action
from aomori_skills.paperwork.choices import MessageState as State
from aomori_skills.paperwork.filters import MessageFilter
from aomori_skills.paperwork.lists import disclosed_list_page
from aomori_skills.paperwork.models import OutgoingMessage
from aomori_skills.paperwork.rules import outgoing as rules
from aomori_skills.paperwork.services.message_texts import mail_text, obstacles
from aomori_skills.paperwork.tables import MessageTable
from aomori_skills.paperwork.views.message_pages import (
    EXPORT,
    SEND,
    VIEW,
    crumbs_of,
    message_of,
    url,
)

TABS = (("overview", "概要"), ("steps", "経過"), ("history", "履歴"))


@permitted(VIEW, methods=FORM)
def message_list(request):
    create = Action("下書きを作成する", reverse("paperwork:message_create"), permission=SEND)
    return disclosed_list_page(
        request,
        table=MessageTable,
        filterset=MessageFilter,
        queryset=OutgoingMessage.objects.for_listing(),
        title="送信箱",
        name="送信箱",
        export_permission=EXPORT,
        actions=(create, Action("文例を見る", reverse("paperwork:template_list"))),
        empty=Empty(
            "メールや文書の下書きはまだありません。説明や講習の案内などを作ると、"
            "ここに下書きが並びます。",
            create,
        ),
    )


@permitted(VIEW)
def message_detail(request, pk):
    message = message_of(pk)
    tabs = page.tabs(request, *TABS)
    tab = page.current_tab(tabs)
    steps = list(message.steps.select_related("by"))
    context = {
        "kind": f"送信箱（{message.channel_word}）",
        "title": message.addressee,
        "number": message.document.number if message.document else "",
        "subject": message,
        "message": message,
        "stages": page.stages(message.state, _way(message), State, steps),
        "ball": message.author if message.state in (State.DRAFT, State.FAILED) else None,
        "tabs": tabs,
        "tab": tab,
        "steps": steps,
        "entries": history.entries(message, "attachments") if tab == "history" else (),
        "breadcrumbs": crumbs_of(message),
        **(_content(message) if tab == "overview" else {}),
        **_actions(message, request.user),
    }
    return render(request, "paperwork/message_detail.html", context)


def _way(message) -> tuple:
    between = (State.SCHEDULED,) if message.is_mail else ()
    return (State.DRAFT, *between, State.SENT)


def _content(message) -> dict:
    is_open = message.state in (State.DRAFT, State.FAILED)
    return {
        "obstacles": obstacles(message) if is_open else (),
        "caution": rules.caution(message) if message.state == State.DRAFT else "",
        "mail_text": mail_text(message) if message.is_mail else "",
        "files": message.attachments.select_related("attachment", "attachment__uploaded_by"),
    }


def _actions(message, user) -> dict:
    """The next step as the one button, the others in the menu."""
    steps = {step.name for step in rules.MESSAGE_WORKFLOW.available(message, by=user)}
    others = []
    if message.state == State.DRAFT and user.has_perm(SEND):
        others += [
            Action("編集する", url("message_edit", message)),
            Action("ファイルを添付する", url("message_files", message)),
            _switch(message),
        ]
    for step in (rules.UNSCHEDULE, rules.RESTORE, rules.CANCEL):
        if step.name in steps:
            others.append(Action(step.label, url("message_step", message, step.name)))
    return {"primary": _primary(message, steps, user), "others": [one for one in others if one]}


def _primary(message, steps, user) -> Action | None:
    if message.is_mail and rules.SCHEDULE.name in steps:
        again = message.state == State.FAILED
        return Action("もう一度送信する" if again else "送信する", url("message_send", message))
    if not message.is_mail and rules.ISSUE.name in steps:
        return Action("発行する", url("message_issue", message))
    if message.document and user.has_perm(EXPORT):
        link = reverse("paperwork:document_file", args=(message.document_id,))
        return Action("PDFをダウンロードする", link, post=True, download=True)
    return None


def _switch(message) -> Action | None:
    """The other channel in one click, if it leads anywhere."""
    if not message.is_mail and not message.email:
        return None
    label = "文書に切り替える" if message.is_mail else "メールに切り替える"
    return Action(label, url("message_channel", message), post=True)
