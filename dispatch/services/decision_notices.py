"""決定通知: drafts for the outbox about the version in force, to whom it concerns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import Channel, MessageState
from aomori_skills.paperwork.models import MessageBatch
from aomori_skills.paperwork.services import outbox
from dispatch.choices import NoticeTo
from dispatch.models import DecisionNotice, DispatchRequest
from dispatch.papers import decision_letters as letters
from dispatch.papers.ask_letters import addressee_of
from dispatch.papers.survey_letters import place_addressee
from dispatch.rules.decisions import Sending
from dispatch.rules.plan_content import CLIENT
from dispatch.rules.plan_versions import changes, dropped, people
from dispatch.rules.workflows import APPROVED_STATES, EDIT
from dispatch.services.people import people_of
from dispatch.services.requests import locked

NOBODY = "決定通知を作る宛先がありません。ほかの職員が先に作っていないかを確認してください。"


@dataclass(frozen=True)
class Offer:
    """Somebody who can be told: ``due`` if something is new to them, ``notice`` once drafted."""

    key: str
    name: str
    word: str
    code: str
    due: bool
    notice: DecisionNotice | None


def offers(request: DispatchRequest, versions: list) -> list[Offer]:
    """Of the newest of ``versions`` (newest first): the client, who goes, who goes no more."""
    if not versions:
        return []
    version, before = versions[0], versions[1].content if len(versions) > 1 else None
    content, due = version.content, version.content["notify"]
    told = _told(version)
    found = [(CLIENT, str(request.client), "依頼元", _code(CLIENT, before))]
    found += [
        (key, name, "指導者・補助員", _code(key, before)) for key, name in people(content).items()
    ]
    found += [
        (key, name, "取りやめになった人", letters.RELEASED)
        for key, name in dropped(content, before).items()
    ]
    return [
        Offer(key, name, word, code, key in due, told.get(key)) for key, name, word, code in found
    ]


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
    request_id: int, keys: Iterable[str], *, by, dated_on: date, sending: str
) -> tuple[list[DecisionNotice], MessageBatch | None]:
    """A letter or mail to each of ``keys`` who has none about this version; several are a batch."""
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
    return _draft_all(request, versions, rows, batch, by, dated_on, sending), batch


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
    notices = []
    for _, pk in found:
        request = locked(pk)
        check_can_tell(request, by)
        versions = list(request.versions.for_page())
        due = [one for one in offers(request, versions) if one.due and not one.notice]
        notices += _draft_all(request, versions, due, batch, by, dated_on, sending)
    return notices, batch


def _draft_all(request, versions, rows, batch, by, dated_on, sending) -> list[DecisionNotice]:
    persons = people_of(one.key for one in rows)
    return [
        _draft(request, versions, one, persons.get(one.key), batch, by, dated_on, sending)
        for one in rows
    ]


def _draft(request, versions, offer, person, batch, by, dated_on, sending) -> DecisionNotice:
    addressee = _addressee(request, person)
    by_mail = addressee.email and sending != Sending.LETTERS
    message = outbox.draft(
        offer.code,
        addressee=addressee,
        values=_values(request, versions, offer),
        by=by,
        dated_on=dated_on,
        channel=Channel.EMAIL if by_mail else Channel.LETTER,
        batch=batch,
    )
    is_client = offer.key == CLIENT
    return DecisionNotice.objects.create(
        version=versions[0],
        to=NoticeTo.CLIENT if is_client else NoticeTo.INSTRUCTOR,
        person="" if is_client else offer.key,
        message=message,
    )


def _values(request, versions, offer) -> dict[str, str | None]:
    content = versions[0].content
    before = versions[1].content if len(versions) > 1 else None
    if offer.key == CLIENT:
        return letters.for_client(request, content, changes(before, content) if before else [])
    released = offer.code == letters.RELEASED
    return letters.for_instructor(request, before if released else content, offer.key)


def _addressee(request, person) -> outbox.Addressee:
    if person is None:
        return place_addressee(request.client, request.contact)
    return addressee_of(person)


def _code(key: str, before: dict | None) -> str:
    """The first letter tells the decision, later ones the change."""
    if key == CLIENT:
        return letters.CLIENT_CHANGED if before else letters.CLIENT
    told_before = before is not None and key in people(before)
    return letters.INSTRUCTOR_CHANGED if told_before else letters.INSTRUCTOR


def _told(version) -> dict[str, DecisionNotice]:
    """Letters and mails about the version that are drafted or have left, by key."""
    rows = version.notices.select_related("message__document").order_by("pk")
    alive = rows.exclude(message__state=MessageState.CANCELLED).filter(
        message__document__voided_at=None
    )
    return {one.person or CLIENT: one for one in alive}
