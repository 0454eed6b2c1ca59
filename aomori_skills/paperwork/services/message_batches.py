"""まとまり: all its mails and letters sent in one go, and its letters as one PDF."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from aomori_skills.base import pdf
from aomori_skills.paperwork.choices import Channel, MessageState
from aomori_skills.paperwork.models import (
    Attachment,
    MessageAttachment,
    MessageBatch,
    OutgoingMessage,
)
from aomori_skills.paperwork.rules import outgoing as rules
from aomori_skills.paperwork.services import attachments, jobs, letters, outbox
from aomori_skills.paperwork.services.issuing import issue_all
from aomori_skills.paperwork.services.message_texts import Heads, letter_of, obstacles


@dataclass(frozen=True)
class Posting:
    """What is left to do by hand with the issued letters.

    ``enclosing`` are those with a file that isn't in the print (a workbook, a picture).
    """

    letters: int
    without_address: list[OutgoingMessage]
    enclosing: int


@transaction.atomic
def send(batch: MessageBatch, shown: Mapping[int, int], *, by, issued_on: date):
    """Start the long act for the messages as they were ``shown`` (key: version); its job."""
    _as_shown(batch, shown)
    return jobs.start(
        send_batch,
        title=f"{batch}の送信・発行（{len(shown)}件）",
        by=by,
        permission=rules.SEND_PERMISSION,
        total=len(shown),
        back_url=batch.get_absolute_url(),
        batch_id=batch.pk,
        shown=list(shown.items()),
        issued_on=issued_on.isoformat(),
    )


def preview(batch: MessageBatch, *, by, purpose: str):
    """Start the long act that lays out all letters of ``batch`` as they would look."""
    count = batch.messages.filter(channel=Channel.LETTER, state=MessageState.DRAFT).count()
    return jobs.start(
        preview_batch,
        title=f"{batch}の下書き（{count}通）",
        by=by,
        permission=rules.EXPORT_PERMISSION,
        total=count,
        purpose=purpose,
        back_url=batch.get_absolute_url(),
        batch_id=batch.pk,
    )


@jobs.long_act()
def send_batch(progress, *, batch_id: int, shown: list[list[int]], issued_on: str) -> None:
    """Mails are scheduled and letters issued, in the order of the batch: all or nothing."""
    batch = _locked(batch_id)
    chosen = _as_shown(batch, dict(shown))
    mails = [one for one in chosen if one.channel == Channel.EMAIL]
    papers = [one for one in chosen if one.channel == Channel.LETTER]
    for message in progress.each(mails):
        outbox.schedule(message.pk, by=progress.by)
    finished = {}

    def keep(message, content):
        progress.step(message)
        finished[message.document_id] = content

    issue_all(papers, by=progress.by, issued_on=date.fromisoformat(issued_on), each=keep)
    if papers:
        batch.print = _printed(batch, finished, progress.by)
        batch.save(update_fields=("print",))
    progress.note(_words(mails, papers), url=batch.get_absolute_url())


def sorted_out(batch: MessageBatch) -> tuple[list, list]:
    """(those that may leave, pairs of the others and why)."""
    heads, ready, skipped = Heads(), [], []
    for message in batch.messages.select_related("author").order_by("pk"):
        reasons = [rules.why_left_out(message)]
        if not any(reasons):
            reasons = obstacles(message, heads[message.dated_on])
        if reasons:
            skipped.append((message, "".join(reasons)))
        else:
            ready.append(message)
    return ready, skipped


def to_print(batch: MessageBatch):
    """The issued letters that are in its print, or will be."""
    return batch.messages.filter(document__isnull=False, document__voided_at=None)


def posting(batch: MessageBatch) -> Posting:
    files = MessageAttachment.objects.filter(message=OuterRef("pk")).exclude(
        attachment__content_type=pdf.CONTENT_TYPE
    )
    rows = to_print(batch).defer("body", "items").annotate(encloses=Exists(files)).order_by("pk")
    letters = list(rows)
    return Posting(
        letters=len(letters),
        without_address=[one for one in letters if not one.address],
        enclosing=sum(one.encloses for one in letters),
    )


@transaction.atomic
def current_print(batch: MessageBatch, *, by) -> Attachment | None:
    """The print as the register is now, made again if a letter has come or gone since."""
    batch = _locked(batch.pk)
    if batch.print is None or _changed_since(batch, batch.print.uploaded_at):
        batch.print = _printed(batch, {}, by) if to_print(batch).exists() else None
        batch.save(update_fields=("print",))
    return batch.print


@jobs.long_act()
def preview_batch(progress, *, batch_id: int) -> None:
    """All letters that are still drafts, marked 「案」, in one PDF."""
    batch = MessageBatch.objects.get(pk=batch_id)
    rows = batch.messages.filter(channel=Channel.LETTER, state=MessageState.DRAFT)
    messages, heads = list(rows.select_related("author").order_by("pk")), Heads()
    drafts = [
        letters.with_room_for_number(letter_of(one, heads[one.dated_on]), numbered=one.numbered)
        for one in messages
    ]
    sheets = zip(progress.each(messages), pdf.letters(drafts, draft=True), strict=True)
    content = pdf.merged(sheet for _, sheet in sheets)
    progress.keep(content, name=f"{batch.title[:60]}_案.pdf", content_type=pdf.CONTENT_TYPE)


def _changed_since(batch: MessageBatch, moment) -> bool:
    since = Q(document__voided_at__gt=moment) | Q(document__issued_at__gt=moment)
    return batch.messages.filter(since).exists()


def _printed(batch: MessageBatch, finished: dict[int, bytes], by):
    """One PDF of all letters of the batch, also of those issued earlier, in number order."""
    content = pdf.merged(_sheets(batch, finished))
    name = f"{batch.title[:60]}.pdf"
    return attachments.keep(content, name=name, content_type=pdf.CONTENT_TYPE, by=by)


def _sheets(batch: MessageBatch, finished: dict[int, bytes]) -> Iterable[bytes]:
    """Each letter, and behind it what goes along on paper."""
    rows = _in_number_order(to_print(batch)).prefetch_related("attachments__attachment")
    for message in rows:
        document = message.document
        yield finished.get(document.pk) or document.read()
        for row in message.attachments.all():
            if row.attachment.content_type == pdf.CONTENT_TYPE:
                yield row.attachment.read()


def _in_number_order(messages) -> Iterable[OutgoingMessage]:
    rows = messages.select_related("document")
    return rows.order_by("document__fiscal_year", "document__serial", "document__pk")


def _as_shown(batch: MessageBatch, shown: Mapping[int, int]) -> list[OutgoingMessage]:
    """The rows of ``shown``, locked, in the order of the batch; refused if one has changed."""
    rows = batch.messages.select_for_update(of=("self",)).select_related("author")
    chosen = list(rows.filter(pk__in=shown).order_by("pk"))
    if not chosen:
        raise rules.MessageRefused(rules.NOTHING_TO_SEND)
    for message in chosen:
        rules.check_is_as_shown(message, shown[message.pk])
        rules.check_leaves_with_others(message)
    return chosen


def _locked(batch_id: int) -> MessageBatch:
    rows = MessageBatch.objects.select_related("print")
    return rows.select_for_update(of=("self",)).get(pk=batch_id)


def _words(mails, papers) -> str:
    done = []
    if mails:
        done.append(
            f"メール{len(mails)}通の送信を受け付けました。結果は一覧の状態で確かめてください。"
        )
    if papers:
        done.append(
            f"文書{len(papers)}通を発行しました。次は、まとめたPDFと宛名ラベルを印刷して送ってください。"
        )
    return "".join(done)
