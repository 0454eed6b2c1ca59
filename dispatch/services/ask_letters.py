"""依頼状 with its 派遣承諾書: drafts for the outbox, one or a batch."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from aomori_skills.base import pdf
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import Channel, MessageState
from aomori_skills.paperwork.models import MessageBatch
from aomori_skills.paperwork.services import attachments, outbox
from dispatch.choices import AskState, Sending
from dispatch.models import Ask
from dispatch.papers import ask_letters, consent_form
from dispatch.rules import asks as rules
from dispatch.services import asks
from dispatch.services.ask_rows import keep_as_told, locked_rows, rows_of
from dispatch.services.overtaken_letters import overtaken
from meisters.choices import Way

WAYS = {Channel.EMAIL: Way.EMAIL, Channel.LETTER: Way.POST}


def to_write(request) -> list[Ask]:
    """Asks of the request for which a letter can be written now."""
    return [row for row in rows_of(request) if not why_no_letter(row, request)]


def why_no_letter(row: Ask, request) -> str:
    """Why no letter can be written; empty if one can."""
    if not rules.may("letter", row, request):
        return f"打診が「{row.get_state_display()}」です。"
    if row.state == AskState.PREPARED and not rules.may("ask", row, request):
        return "派遣依頼が調整中でないため、新しく打診できません。"
    if row.consent_on:
        return "派遣承諾書を受け取っています。"
    written = row.message and row.message.state != MessageState.CANCELLED
    if written and not overtaken(row):
        return "依頼状を作成済みです。"
    if not ask_letters.sessions_of(row):
        return "打診する指導日を選んでいません。"
    return ""


@transaction.atomic
def write(
    request_id: int, keys: Iterable[int], *, by, day: date, reply_by: date | None, sending: str
) -> tuple[list[Ask], MessageBatch | None]:
    """A letter or mail to each of ``keys``; several are one batch of the outbox.

    Who was not asked yet is asked by it, on the day of the letter.
    """
    rules.check_may_edit(by)
    rules.check_days(day, reply_by)
    request, rows = locked_rows(request_id, keys)
    rows = [row for row in rows if not why_no_letter(row, request)]
    if not rows:
        raise TransitionDenied(
            "依頼状を作る人がいません。ほかの職員が先に作っていないかを確認してください。"
        )
    batch = _batch(request, rows, by) if len(rows) > 1 else None
    for row in rows:
        _write(row, by, day, reply_by, sending, batch)
    for row, paper in zip(rows, consent_form.single_forms(rows, day), strict=True):
        _enclose(row, paper, by)
    return rows, batch


def _batch(request, rows, by) -> MessageBatch:
    title = f"{request.number} {request}の依頼状（{len(rows)}件）"
    code = ask_letters.template_of(rows[0])
    return outbox.draft_batch(title, code, (), by=by)[0]


def _write(row: Ask, by, day, reply_by, sending: str, batch) -> None:
    person, unsent = row.person, row.is_unsent
    by_mail = person.email and sending != Sending.LETTERS
    channel = Channel.EMAIL if by_mail else Channel.LETTER
    row.message = outbox.draft(
        ask_letters.template_of(row),
        addressee=ask_letters.addressee_of(person),
        values=ask_letters.values_of(row, reply_by, channel),
        by=by,
        dated_on=day,
        channel=channel,
        batch=batch,
    )
    if row.state == AskState.PREPARED or unsent:
        if not unsent:
            rules.check_can("ask", row, row.request, by=by)
        asks.mark_asked(row, asked_on=day, way=WAYS[channel], reply_by=reply_by, by=by)
    else:
        row.reply_by = reply_by or row.reply_by
        keep_as_told(row.asked)
    row.save_version(update_fields=("message", "reply_by"))


def _enclose(row: Ask, paper: bytes, by) -> None:
    file = attachments.keep(
        paper, name=consent_form.file_name(row), content_type=pdf.CONTENT_TYPE, by=by
    )
    row.message.attachments.create(attachment=file)
