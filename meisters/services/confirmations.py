"""The doors through which the yearly confirmation is opened, answered and closed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from aomori_skills.base import fiscal_year, pdf, wareki
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import MessageAttachment, MessageBatch
from aomori_skills.paperwork.services import attachments, outbox
from meisters.choices import StillActive
from meisters.models import Confirmation, ConfirmationCall, ConfirmationRound, Meister
from meisters.papers import continuing, continuing_slip
from meisters.rules import confirmations as rules
from meisters.services import overtaken
from meisters.services.addressing import addressee_of, channel_of, values_of

Each = Callable[[Iterable], Iterable]


@dataclass(frozen=True)
class Answered:
    """How many answers were written, and how many letters and mails were withdrawn for them."""

    count: int
    withdrawn: int


@transaction.atomic
def open_round(round_: ConfirmationRound, *, by) -> ConfirmationRound:
    """Save the round of a year; the people are asked by ``ask``."""
    rules.check_may_edit(by)
    if round_.owner_id is None:
        round_.owner = by
    try:
        with transaction.atomic():
            round_.save(force_insert=True)
    except IntegrityError as error:
        label = fiscal_year.label(round_.fiscal_year)
        raise TransitionDenied(f"{label}の活動継続の確認は、すでに始めています。") from error
    return round_


@transaction.atomic
def update(round_: ConfirmationRound, *, by) -> ConfirmationRound:
    """Save an edited round whose row the caller has locked."""
    rules.check_may_edit(by)
    round_.save_version()
    return round_


@transaction.atomic
def take_in(
    round_id: int, meister_ids, *, by, day: date, channel: str, each: Each = iter
) -> tuple[list[Confirmation], MessageBatch | None]:
    """Take the meisters into the round, each with a letter or mail and a slip to answer on.

    ``channel`` is one of ``rules.Asking``; by telephone there is nothing to write. ``each`` goes
    through the people one by one.
    """
    rules.check_may_edit(by)
    round_ = _locked_round(round_id)
    rules.check_is_open(round_)
    people = list(
        Meister.objects.not_asked_in(round_)
        .filter(pk__in=meister_ids)
        .prefetch_related("trades__trade", "trades__operation")
    )
    if not people:
        raise TransitionDenied(
            "新しく対象にする人がいません。ほかの職員が先に加えていないかを確認してください。"
        )
    rows = Confirmation.objects.bulk_create(
        Confirmation(round=round_, meister=meister) for meister in people
    )
    if channel == rules.Asking.BY_PHONE:
        return rows, None
    title = f"{round_}（{len(rows)}件）"
    batch = _draft(rows, continuing.ASKING, title, by, day, channel, each)
    Confirmation.objects.bulk_update(rows, ["message"])
    return rows, batch


@transaction.atomic
def remind(
    round_id: int, *, by, day: date, channel: str, each: Each = iter
) -> tuple[list[Confirmation], MessageBatch]:
    """A second letter or mail to those who have not answered, noted as a try to reach them."""
    rules.check_may_edit(by)
    round_ = _locked_round(round_id)
    rules.check_is_open(round_)
    rows = list(round_.confirmations.unanswered().with_people().filter(waits=0))
    if not rows:
        raise TransitionDenied(
            f"{round_}には、再度依頼する人がいません。まだ送っていない文書がある人は除いています。"
        )
    title = f"{round_}（再度の依頼、{len(rows)}件）"
    batch = _draft(rows, continuing.REMINDER, title, by, day, channel, each)
    ConfirmationCall.objects.bulk_create(
        ConfirmationCall(
            confirmation=row,
            called_on=day,
            way="",
            by=by,
            note="再度の依頼の文書",
            message=row.drafted,
        )
        for row in rows
    )
    return rows, batch


@transaction.atomic
def record_answers(round_id: int, rows: Iterable[Confirmation], *, by) -> Answered:
    """Save answers on rows that the caller has locked.

    The round is locked too, so that nobody answers in one that is being closed. Who has answered
    is not asked any more: what has not left yet is withdrawn.
    """
    rules.check_may_edit(by)
    rules.check_is_open(_locked_round(round_id))
    rows = list(rows)
    for row in rows:
        row.answer_typed_by = None if row.answer == StillActive.PENDING else by
        row.save(update_fields=("answer", "answered_on", "answered_way", "answer_typed_by", "note"))
    return Answered(len(rows), _withdraw(rows, by))


@transaction.atomic
def record_call(call: ConfirmationCall, *, by) -> ConfirmationCall:
    """Write down a try to reach somebody, or save a corrected one."""
    rules.check_may_edit(by)
    rules.check_is_open(_locked_round(call.confirmation.round_id))
    if call.by_id is None:
        call.by = by
    if call.pk:
        call.save_version()
    else:
        call.save()
    return call


def locked_call(call_id: int) -> ConfirmationCall:
    """The call as it is now; its round is locked before it, as for every answer."""
    calls = ConfirmationCall.objects.select_related("confirmation__round", "confirmation__meister")
    _locked_round(calls.values_list("confirmation__round_id", flat=True).get(pk=call_id))
    return calls.select_for_update(of=("self",)).get(pk=call_id)


@transaction.atomic
def close(round_id: int, *, by) -> ConfirmationRound:
    """Nobody is waited for any more; who has not answered stays 未回答."""
    rules.check_may_edit(by)
    round_, today = _locked_round(round_id), timezone.localdate()
    rules.check_can_close(round_, today)
    round_.closed_on = today
    round_.save_version(update_fields=("closed_on",))
    return round_


@transaction.atomic
def reopen(round_id: int, *, by) -> ConfirmationRound:
    """Take answers again."""
    rules.check_may_edit(by)
    round_ = _locked_round(round_id)
    if round_.is_open:
        raise TransitionDenied(f"{round_}は終了していません。")
    round_.closed_on = None
    round_.save_version(update_fields=("closed_on",))
    return round_


def _draft(rows, code: str, title: str, by, day: date, channel: str, each: Each) -> MessageBatch:
    """The batch with a message for each row (``drafted``), which carries its slip along."""
    batch, _ = outbox.draft_batch(title, code, (), by=by, dated_on=day)
    letters_only = channel == rules.Asking.LETTERS
    for row in each(rows):
        row.drafted = outbox.draft(
            code,
            addressee=addressee_of(row.meister),
            values=_values(row, day),
            by=by,
            dated_on=day,
            channel=channel_of(row.meister, letters_only=letters_only),
            batch=batch,
        )
        row.message = row.message or row.drafted
    for row, slip in zip(rows, continuing_slip.single_slips(rows, day), strict=True):
        name = continuing_slip.file_name(row)
        file = attachments.keep(slip, name=name, content_type=pdf.CONTENT_TYPE, by=by)
        MessageAttachment.objects.create(message=row.drafted, attachment=file)
    return batch


def _withdraw(rows: list[Confirmation], by) -> int:
    """No letter asks again for an answer that has come."""
    answered = [row for row in rows if row.answer != StillActive.PENDING]
    calls = ConfirmationCall.objects.filter(confirmation__in=answered, message__isnull=False)
    reminding = calls.values_list("message_id", flat=True)
    return overtaken.withdraw([*(row.message_id for row in answered), *reminding], by=by)


def _values(row, day: date) -> dict[str, str]:
    return {
        **values_of(row.meister, day),
        "年度": fiscal_year.label(row.round.fiscal_year),
        "回答期限": wareki.format_day(row.round.reply_by),
        "整理番号": row.code,
    }


def _locked_round(round_id: int) -> ConfirmationRound:
    return ConfirmationRound.objects.select_for_update(of=("self",)).get(pk=round_id)
