"""Handing mails over to the mail server: each at most once, and every end written down.

The start is committed before the mail is handed over and the end after it. A worker that dies in
between leaves the start behind; such a mail is called failed, and only a person sends it again.
"""

import contextlib
import logging
import smtplib
from email.utils import formatdate, make_msgid, parseaddr

import pghistory
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.utils import timezone

from aomori_skills.paperwork.choices import MessageState
from aomori_skills.paperwork.models import FileDamaged, OutgoingMessage
from aomori_skills.paperwork.rules import outgoing as rules
from aomori_skills.paperwork.services import attachments
from aomori_skills.paperwork.services.message_texts import mail_text, sender_line

log = logging.getLogger(__name__)

MAIL_LOCK = 1_102
"""Class of the advisory locks of mails under way; the second key is the mail's own."""


class NotSent(Exception):
    """The mail did not leave; its text is a sentence for the user."""


class FinishedMail(EmailMessage):
    """A mail that is written once, so that the copy is what was handed over."""

    finished = None

    def message(self, **options):
        if self.finished is None:
            self.finished = super().message(**options)
        return self.finished


def deliver(message_id: int) -> None:
    """Send a mail whose time has come; one that is in other hands or not 予約 is left alone."""
    with _alone(message_id) as is_mine:
        if is_mine:
            _deliver(message_id)


def _deliver(message_id: int) -> None:
    message = begin(message_id)
    if message is None:
        return
    try:
        mail = compose(message)
        _hand_over(mail)
    except NotSent as reason:
        fail(message_id, str(reason))
    else:
        _record(message_id, mail)


def compose(message) -> FinishedMail:
    """The mail with its attachments; NotSent if a file is damaged or the words make no mail."""
    try:
        mail = FinishedMail(
            subject=message.subject,
            body=mail_text(message),
            from_email=sender_line(message.dated_on),
            to=[message.email],
            reply_to=[sender_line(message.dated_on)],
            headers=_own_headers(message),
        )
        for row in message.attachments.select_related("attachment"):
            file = row.attachment
            mail.attach(file.original_name, file.read(), file.content_type)
        mail.message().as_bytes()  # the boundaries are drawn when it is written first
    except FileDamaged as damage:
        raise NotSent(str(damage)) from damage
    except (ValueError, UnicodeError) as error:
        log.exception("message %s makes no mail", message.pk)
        raise NotSent(rules.UNWRITABLE) from error
    return mail


def end_broken_off() -> int:
    """Call failed what a dead worker began."""
    begun = OutgoingMessage.objects.filter(
        state=MessageState.SCHEDULED, sending_since__isnull=False
    )
    return sum(_end_broken_off(key) for key in begun.values_list("pk", flat=True))


def _end_broken_off(message_id: int) -> int:
    with _alone(message_id) as is_mine:
        return fail(message_id, rules.BROKEN_OFF) if is_mine else 0


@transaction.atomic
def begin(message_id: int) -> OutgoingMessage | None:
    """Write down that it is being handed over; None if its time has not come, or is over."""
    message = _locked(message_id)
    if message.state != MessageState.SCHEDULED or message.send_at > timezone.now():
        return None
    if message.sending_since:
        return None
    message.sending_since = timezone.now()
    with pghistory.context(user=_sender(message).pk):
        message.save_version(update_fields=("sending_since",))
    return message


def _hand_over(mail: FinishedMail) -> None:
    server = get_connection()
    try:
        server.open()
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(rules.reason_of_closed_door(error)) from error
    try:
        server.send_messages([mail])
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(rules.reason_of_refusal(error)) from error
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            server.close()


@transaction.atomic
def _record(message_id: int, mail: FinishedMail) -> None:
    message = _locked(message_id)
    sender = _sender(message)
    with pghistory.context(user=sender.pk):
        message.copy = attachments.keep(
            mail.message().as_bytes(),
            name=f"{message.subject[:60]}.eml",
            content_type="message/rfc822",
            by=sender,
        )
        message.sent_at, message.sent_by = timezone.now(), sender
        message.move(rules.DELIVER, by=sender, also=("copy", "sent_at", "sent_by"))


@transaction.atomic
def fail(message_id: int, reason: str) -> int:
    """It was begun and did not leave, or nobody knows whether it did."""
    message = _locked(message_id)
    if message.state != MessageState.SCHEDULED or message.sending_since is None:
        return 0
    sender = _sender(message)
    message.error = reason[: rules.SENTENCE_LIMIT]
    message.maybe_sent = message.maybe_sent or reason == rules.BROKEN_OFF
    with pghistory.context(user=sender.pk):
        message.move(rules.FAIL, by=sender, comment=message.error, also=("error", "maybe_sent"))
    return 1


def _locked(message_id: int) -> OutgoingMessage:
    rows = OutgoingMessage.objects.select_related("author")
    return rows.select_for_update(of=("self",)).get(pk=message_id)


def _sender(message):
    """Who said 「送信する」."""
    steps = message.steps.filter(transition=rules.SCHEDULE.name).select_related("by")
    return steps.order_by("-pk")[0].by


def _own_headers(message) -> dict[str, str]:
    _, address = parseaddr(sender_line(message.dated_on))
    return {
        "Date": formatdate(localtime=True),
        "Message-ID": make_msgid(domain=address.rpartition("@")[2] or "localhost"),
        "Auto-Submitted": "no",
    }


@contextlib.contextmanager
def _alone(message_id: int):
    """True for one process at a time; the lock ends with the process in any case."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_lock(%s, %s)", [MAIL_LOCK, message_id])
        is_mine = cursor.fetchone()[0]
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(%s, %s)", [MAIL_LOCK, message_id])
