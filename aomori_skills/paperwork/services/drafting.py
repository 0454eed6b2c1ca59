"""Drafting mails and letters from the office's wording and one person's values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from aomori_skills.paperwork.choices import Channel, MessageState
from aomori_skills.paperwork.models import (
    Attachment,
    MessageAttachment,
    MessageBatch,
    MessageStep,
    MessageTemplate,
    OutgoingMessage,
)
from aomori_skills.paperwork.rules import outgoing as rules
from aomori_skills.paperwork.rules.placeholders import fill
from aomori_skills.paperwork.services import attachments

DRAFTED = "draft"


@dataclass(frozen=True)
class Addressee:
    """To whom it goes: ``name`` is the whole 宛名 (岩木　太郎　様)."""

    name: str
    email: str = ""
    postcode: str = ""
    address: str = ""


Values = Mapping[str, str | None]


@transaction.atomic
def draft(
    code: str,
    *,
    addressee: Addressee,
    values: Values,
    by,
    dated_on: date | None = None,
    channel: str | None = None,
    batch: MessageBatch | None = None,
    attachments: Iterable[Attachment] = (),
) -> OutgoingMessage:
    """A draft from the template ``code``, by mail if there is an address and nothing else is said.

    A placeholder without a value stays in the text, is shown, and has to be written before it
    leaves.
    """
    rules.check_may_draft(by)
    template = MessageTemplate.objects.get(code=code)
    message = _message(template, addressee, values, by, dated_on, channel, batch)
    message.save()
    MessageAttachment.objects.bulk_create(
        MessageAttachment(message=message, attachment=one) for one in attachments
    )
    _first_step(message, by).save()
    return message


@transaction.atomic
def draft_batch(
    title: str,
    code: str,
    rows: Iterable[tuple[Addressee, Values]],
    *,
    by,
    dated_on: date | None = None,
    channel: str | None = None,
) -> tuple[MessageBatch, list[OutgoingMessage]]:
    """Drafts of one template for many, in the order of ``rows``, sent and issued together."""
    rules.check_may_draft(by)
    template = MessageTemplate.objects.get(code=code)
    batch = MessageBatch.objects.create(title=title[:200], created_by=by)
    messages = OutgoingMessage.objects.bulk_create(
        _message(template, addressee, values, by, dated_on, channel, batch)
        for addressee, values in rows
    )
    MessageStep.objects.bulk_create(_first_step(message, by) for message in messages)
    return batch, messages


def _message(template, addressee, values, by, dated_on, channel, batch) -> OutgoingMessage:
    given = Channel.EMAIL if addressee.email else Channel.LETTER
    message = OutgoingMessage(
        batch=batch,
        template=template,
        channel=Channel(channel) if channel else given,
        kind=template.kind,
        numbered=template.numbered,
        addressee=addressee.name,
        email=addressee.email,
        postcode=addressee.postcode,
        address=addressee.address,
        dated_on=dated_on or timezone.localdate(),
        subject=fill(template.subject, values),
        body=fill(template.body, values),
        items=fill(template.items, values),
        author=by,
    )
    rules.check_fits(message)
    return message


def _first_step(message, by) -> MessageStep:
    return MessageStep(
        subject=message, to_state=MessageState.DRAFT, transition=DRAFTED, label="下書き", by=by
    )


@transaction.atomic
def update(message: OutgoingMessage, *, by) -> OutgoingMessage:
    """Save an edited draft whose row the caller has locked."""
    rules.check_may_edit(message, by=by)
    message.save_version()
    return message


@transaction.atomic
def switch_channel(message_id: int, channel: str, *, by) -> OutgoingMessage:
    """From mail to letter or back, in one click."""
    message = OutgoingMessage.objects.select_for_update().get(pk=message_id)
    rules.check_may_edit(message, by=by)
    message.channel = Channel(channel)
    rules.check_fits(message)
    message.save_version(update_fields=("channel",))
    return message


@transaction.atomic
def attach(message_id: int, upload, *, by) -> MessageAttachment:
    """Keep an uploaded file with the draft."""
    message = OutgoingMessage.objects.select_for_update().get(pk=message_id)
    rules.check_may_edit(message, by=by)
    rules.check_weight(upload.size + sum(one.size for one in files_of(message)))
    file = attachments.store(upload, by=by)
    rules.check_can_be_enclosed(file.original_name, file.read())
    message.save_version(update_fields=())
    return MessageAttachment.objects.create(message=message, attachment=file)


@transaction.atomic
def detach(message_id: int, attachment_id: int, *, by) -> str:
    """Take a file off the draft; its name, or nothing if it was off already."""
    message = OutgoingMessage.objects.select_for_update().get(pk=message_id)
    rules.check_may_edit(message, by=by)
    row = message.attachments.filter(attachment=attachment_id).first()
    if row is None:
        return ""
    row.delete()
    message.save_version(update_fields=())
    return row.attachment.original_name


def files_of(message: OutgoingMessage) -> list[Attachment]:
    return [row.attachment for row in message.attachments.select_related("attachment")]
