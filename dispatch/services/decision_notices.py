"""決定通知: drafts for the outbox about the version in force, to whom it concerns."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import MessageBatch
from aomori_skills.paperwork.services import outbox
from dispatch.choices import NoticeTo
from dispatch.models import DecisionNotice, DispatchRequest
from dispatch.papers import decision_letters as letters
from dispatch.rules.plan_content import CLIENT
from dispatch.rules.plan_versions import changes, own_changes
from dispatch.rules.workflows import APPROVED_STATES, EDIT
from dispatch.services.notice_drafts import Writing, addressee_for
from dispatch.services.notice_offers import Offer, offers
from dispatch.services.people import people_of
from dispatch.services.requests import locked

NOBODY = "決定通知を作る宛先がありません。ほかの職員が先に作っていないかを確認してください。"


def check_can_tell(request, by) -> None:
    """By the staff, about a decision that stands."""
    if not by.has_perm(EDIT):
        raise TransitionDenied("決定通知を作る権限がありません。担当に依頼してください。")
    if request.state not in APPROVED_STATES:
        raise TransitionDenied(
            f"{request}の派遣依頼は「{request.get_state_display()}」のため、"
            "決定通知を作れません。決定された後に作ってください。"
        )


@transaction.atomic
def draft(
    request_id: int, keys: Iterable[str], *, by, dated_on: date, sending: str, reason: str = ""
) -> tuple[list[DecisionNotice], MessageBatch | None]:
    """A letter or mail to each of ``keys`` who has none about this version; several are a batch.

    ``reason`` is what letters of a change give as theirs.
    """
    request = locked(request_id)
    check_can_tell(request, by)
    versions = list(request.versions.for_page())
    wanted = set(keys)
    rows = [one for one in offers(request, versions) if one.key in wanted and not one.notice]
    if not rows:
        raise TransitionDenied(NOBODY)
    batch = None
    if len(rows) > 1:
        title = f"{request.number} {request}の決定通知（{len(rows)}件）"
        batch, _ = outbox.draft_batch(title, rows[0].code, (), by=by)
    writing = Writing(by, dated_on, sending, reason, batch)
    return _draft_all(request, versions, rows, writing), batch


@transaction.atomic
def draft_many(
    request_ids: Iterable[int], *, by, dated_on: date, sending: str
) -> tuple[list[DecisionNotice], MessageBatch]:
    """One batch for all whom the decisions of several requests concern and who have no notice."""
    rows = DispatchRequest.objects.to_write_notices().filter(pk__in=list(request_ids))
    found = sorted(rows.values_list("fiscal_year", "pk"))
    if not found:
        raise TransitionDenied(NOBODY)
    title = f"決定通知（派遣依頼{len(found)}件）"
    batch, _ = outbox.draft_batch(title, letters.CLIENT, (), by=by)
    writing, notices = Writing(by, dated_on, sending, batch=batch), []
    for _, pk in found:
        request = locked(pk)
        check_can_tell(request, by)
        versions = list(request.versions.for_page())
        due = [one for one in offers(request, versions) if one.due and not one.notice]
        notices += _draft_all(request, versions, due, writing)
    return notices, batch


def _draft_all(request, versions, rows, writing: Writing) -> list[DecisionNotice]:
    persons = people_of(one.key for one in rows)
    return [_draft(request, versions, one, persons.get(one.key), writing) for one in rows]


def _draft(request, versions, offer, person, writing: Writing) -> DecisionNotice:
    message = writing.draft(
        offer.code,
        addressee_for(request, person),
        letters.with_reason(_values(request, offer), writing.reason),
    )
    is_client = offer.key == CLIENT
    return DecisionNotice.objects.create(
        version=versions[0],
        to=NoticeTo.CLIENT if is_client else NoticeTo.INSTRUCTOR,
        person="" if is_client else offer.key,
        message=message,
        left_out=offer.left_out,
    )


def _values(request, offer: Offer) -> dict[str, str | None]:
    if offer.key == CLIENT:
        changed = changes(offer.before, offer.content) if offer.before else []
        return letters.for_client(request, offer.content, changed)
    changed = own_changes(offer.before, offer.content, offer.key) if offer.before else []
    return letters.for_instructor(request, offer.content, offer.key, changed)
