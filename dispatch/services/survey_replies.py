"""The doors through which answers come in and are taken back."""

from datetime import date

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import AddresseeState
from dispatch.models import SurveyAddressee
from dispatch.rules import surveys as rules
from dispatch.services.survey_addressees import clear_returned, locked
from meisters.choices import Way

REPLY = (
    "state",
    "sent_on",
    "undeliverable_on",
    "replied_on",
    "replied_way",
    "replied_by",
    "typed_by",
    "demand",
    "note",
)


@transaction.atomic
def record(row: SurveyAddressee, *, by, parts=()) -> SurveyAddressee:
    """Save an answer or a 辞退 on a row got by ``locked``, with its wishes and proposed persons."""
    rules.check_may_edit(by)
    rules.check_can_reply(row, row.left_on, row.replied_on)
    lost_on = row.undeliverable_on
    row.sent_on, row.undeliverable_on, row.typed_by = row.left_on, None, by
    if row.state == AddresseeState.DECLINED:
        row.demand = None
    row.save_version(update_fields=REPLY)
    for part in parts:
        part.instance = row
        part.save()
    if row.state == AddresseeState.DECLINED and _has_rows(row):
        raise TransitionDenied("辞退のときは、派遣の希望と推薦の行を削除してください。")
    if row.demand is False and row.wishes.exists():
        raise TransitionDenied(
            "派遣の希望の行があります。「派遣の希望」を「あり」にするか、行を削除してください。"
        )
    if lost_on:
        clear_returned(row, lost_on, by=by)
    return row


@transaction.atomic
def decline(addressee_id: int, *, by, day: date, way: Way, note: str = "") -> SurveyAddressee:
    """辞退: they told that they do not answer."""
    row = locked(addressee_id)
    row.state = AddresseeState.DECLINED
    row.replied_on, row.replied_way, row.note = day, way, note
    return record(row, by=by)


@transaction.atomic
def take_back(addressee_id: int, *, by) -> SurveyAddressee:
    """An answer that was typed at the wrong place; only while nothing came of it."""
    rules.check_may_edit(by)
    row = locked(addressee_id)
    if row.state not in rules.ANSWERED:
        raise TransitionDenied(f"{row.organization}の回答は入力されていません。")
    if row.wishes.exclude(request=None).exists() or row.proposals.exclude(candidate=None).exists():
        raise TransitionDenied(
            f"{row.organization}の回答は、すでに派遣依頼や候補者になっているため、取り消せません。"
        )
    row.wishes.all().delete()
    row.proposals.all().delete()
    row.state, row.sent_on = AddresseeState.SENT, row.left_on
    row.replied_on, row.replied_way, row.replied_by = None, "", ""
    row.typed_by = row.demand = None
    row.note = ""
    row.save_version(update_fields=REPLY)
    return row


def _has_rows(row) -> bool:
    return row.wishes.exists() or row.proposals.exists()
