"""取りやめのお知らせ: drafts for the outbox to all who counted on a cancelled request."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import MessageState
from aomori_skills.paperwork.models import MessageBatch
from aomori_skills.paperwork.services import outbox
from dispatch.choices import NoticeTo, RequestState
from dispatch.models import CancelNotice, DispatchRequest
from dispatch.papers import cancel_letters as letters
from dispatch.rules.workflows import EDIT
from dispatch.services.notice_drafts import Writing, addressee_for
from dispatch.services.notice_offers import CLIENT_WORD, GOING
from dispatch.services.people import people_of
from dispatch.services.requests import locked

NOBODY = (
    "取りやめのお知らせを作る宛先がありません。ほかの職員が先に作っていないか確認してください。"
)


@dataclass(frozen=True)
class Offer:
    """Somebody to tell: ``due`` until a letter is written, ``notice`` while there is one."""

    row: CancelNotice
    no_need, gives_reason = "送付しない", True

    @property
    def key(self) -> str:
        return str(self.row.pk)

    @property
    def name(self) -> str:
        return self.row.name

    @property
    def word(self) -> str:
        return CLIENT_WORD if self.row.to == NoticeTo.CLIENT else GOING

    @property
    def notice(self) -> CancelNotice | None:
        given_up = self.row.message and self.row.message.state == MessageState.CANCELLED
        return None if self.due or given_up else self.row

    @property
    def due(self) -> bool:
        message = self.row.message
        return message is None or bool(message.document and message.document.voided_at)


def check_can_tell(request, by) -> None:
    """By the staff, about a cancellation that stands."""
    if not by.has_perm(EDIT):
        raise TransitionDenied("取りやめのお知らせを作る権限がありません。担当に依頼してください。")
    if request.state != RequestState.CANCELLED:
        raise TransitionDenied(
            f"{request}の派遣依頼は「{request.get_state_display()}」のため、"
            "取りやめのお知らせを作れません。"
        )


def offers(request) -> list[Offer]:
    """All who have to be told of the cancellation, with what is written to them."""
    rows = request.cancel_notices.select_related("message__document").order_by("pk")
    return [Offer(row) for row in rows]


@transaction.atomic
def draft(
    request_id: int, keys: Iterable[str], *, by, dated_on: date, sending: str, reason: str = ""
) -> tuple[list[CancelNotice], MessageBatch | None]:
    """A letter or mail to each of ``keys`` who has none; several are one batch."""
    request = locked(request_id)
    check_can_tell(request, by)
    wanted = set(keys)
    rows = [one.row for one in offers(request) if one.key in wanted and not one.notice]
    if not rows:
        raise TransitionDenied(NOBODY)
    batch = None
    if len(rows) > 1:
        title = f"{request.number} {request}の取りやめのお知らせ（{len(rows)}件）"
        batch, _ = outbox.draft_batch(title, letters.code_of(rows[0]), (), by=by)
    return _draft_all(request, rows, Writing(by, dated_on, sending, reason, batch)), batch


@transaction.atomic
def draft_many(
    request_ids: Iterable[int], *, by, dated_on: date, sending: str
) -> tuple[list[CancelNotice], MessageBatch]:
    """One batch to all who have none about the cancellations of several requests."""
    rows = DispatchRequest.objects.to_write_cancellations().filter(pk__in=list(request_ids))
    found = sorted(rows.values_list("fiscal_year", "pk"))
    if not found:
        raise TransitionDenied(NOBODY)
    title = f"取りやめのお知らせ（派遣依頼{len(found)}件）"
    batch, _ = outbox.draft_batch(title, letters.CLIENT, (), by=by)
    writing, notices = Writing(by, dated_on, sending, batch=batch), []
    for _, pk in found:
        request = locked(pk)
        check_can_tell(request, by)
        due = [one.row for one in offers(request) if one.due]
        notices += _draft_all(request, due, writing)
    return notices, batch


def _draft_all(request, rows, writing: Writing) -> list[CancelNotice]:
    persons = people_of(row.person for row in rows)
    for row in rows:
        row.request, person = request, persons.get(row.person)
        row.message = writing.draft(
            letters.code_of(row),
            addressee_for(request, person),
            letters.values_of(row, person, writing.reason),
        )
        row.save(update_fields=("message",))
    return rows
