"""送信箱: the doors through which mails and letters change and leave.

message = outbox.draft("briefing-letter", addressee=Addressee("岩木　太郎　様", email=…),
                       values={"氏名": "岩木　太郎"}, by=request.user)
batch, messages = outbox.draft_batch("令和8年度の説明", "briefing-letter", rows, by=request.user)

A person then looks at the drafts on their pages and sends or issues them; an area keeps the
foreign key and shows the state with a link.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from aomori_skills.paperwork.choices import Channel, MessageState
from aomori_skills.paperwork.models import OutgoingMessage
from aomori_skills.paperwork.rules import outgoing as rules
from aomori_skills.paperwork.services.drafting import Addressee, draft, draft_batch
from aomori_skills.paperwork.services.issuing import issue_all
from aomori_skills.paperwork.services.mail_queue import deliver_mail
from aomori_skills.paperwork.services.message_texts import obstacles

__all__ = [
    "Addressee",
    "cancel",
    "draft",
    "draft_batch",
    "issue",
    "restore",
    "schedule",
    "unschedule",
    "withdraw",
]


@transaction.atomic
def schedule(
    message_id: int, *, by, send_at: datetime | None = None, version: int | None = None
) -> OutgoingMessage:
    """The mail leaves after this transaction, at once or at ``send_at``.

    ``version`` is the one that a page has shown: nothing else leaves.
    """
    message = locked(message_id)
    if version is not None:
        rules.check_is_as_shown(message, version)
    rules.MESSAGE_WORKFLOW.check(rules.SCHEDULE, message, by=by)
    rules.check_channel(message, Channel.EMAIL)
    rules.check_nothing_lacks(message, obstacles(message))
    message.send_at, message.sending_since = send_at or timezone.now(), None
    message.error = ""
    message.move(rules.SCHEDULE, by=by, also=("send_at", "sending_since", "error"))
    deliver_mail.using(run_after=message.send_at).enqueue(message.pk)
    return message


@transaction.atomic
def issue(
    message_id: int, *, by, issued_on: date | None = None, version: int | None = None
) -> OutgoingMessage:
    """The letter is numbered, printed and kept in the register; ``version`` as above."""
    message = locked(message_id)
    if version is not None:
        rules.check_is_as_shown(message, version)
    issue_all([message], by=by, issued_on=issued_on or message.dated_on)
    return message


@transaction.atomic
def unschedule(message_id: int, *, by, comment: str = "") -> OutgoingMessage:
    """Back to a draft before it has left, or after it failed."""
    message = locked(message_id)
    return _put_back(message, rules.UNSCHEDULE, by, comment)


@transaction.atomic
def cancel(message_id: int, *, by, comment: str = "") -> OutgoingMessage:
    """It will not be sent; the text stays."""
    message = locked(message_id)
    return _put_back(message, rules.CANCEL, by, comment)


@transaction.atomic
def restore(message_id: int, *, by, comment: str = "") -> OutgoingMessage:
    """A cancelled one is a draft again."""
    message = locked(message_id)
    return _put_back(message, rules.RESTORE, by, comment)


@transaction.atomic
def withdraw(message_ids: Iterable[int], *, by, comment: str) -> int:
    """What an area has overtaken is not sent any more; what leaves already stays. How many."""
    rows = OutgoingMessage.objects.select_for_update(of=("self",)).select_related("author")
    rows = rows.filter(pk__in=list(message_ids), state__in=rules.CANCEL.sources)
    leaving = Q(state=MessageState.SCHEDULED, sending_since__isnull=False)
    found = list(rows.exclude(leaving).order_by("pk"))
    for message in found:
        _put_back(message, rules.CANCEL, by, comment)
    return len(found)


def locked(message_id: int) -> OutgoingMessage:
    rows = OutgoingMessage.objects.select_related("author")
    return rows.select_for_update(of=("self",)).get(pk=message_id)


def _put_back(message, transition, by, comment) -> OutgoingMessage:
    rules.MESSAGE_WORKFLOW.check(transition, message, by=by, comment=comment)
    rules.check_is_resting(message)
    message.send_at = message.sending_since = None
    message.error = ""
    message.move(transition, by=by, comment=comment, also=("send_at", "sending_since", "error"))
    return message
