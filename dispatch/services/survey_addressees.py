"""The doors through which addressees come into a wave, are sent to, and turn out unreachable."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import Contact, Organization
from aomori_skills.office.services import organizations
from dispatch.choices import AddresseeState
from dispatch.models import SurveyAddressee
from dispatch.rules import surveys as rules
from dispatch.services.surveys import locked as locked_survey

NOBODY = "新しく加える調査先がありません。ほかの職員が先に加えていないかを確認してください。"


@transaction.atomic
def add(survey_id: int, groups: Mapping[int, str], *, by) -> list[SurveyAddressee]:
    """Take in organizations (key → group); those that are in the wave already stay as they are."""
    rules.check_may_edit(by)
    survey = locked_survey(survey_id)
    rules.check_is_open(survey)
    known = survey.addressees(manager="with_merged").values("organization")
    places = list(Organization.objects.current().filter(pk__in=groups).exclude(pk__in=known))
    if not places:
        raise TransitionDenied(NOBODY)
    contacts = _contacts(places)
    return SurveyAddressee.objects.bulk_create(
        SurveyAddressee(
            survey=survey,
            organization=place,
            contact=contacts.get(place.pk),
            group=groups[place.pk],
        )
        for place in places
    )


def locked(addressee_id: int) -> SurveyAddressee:
    """The addressee as it is now, with ``left_on``; its wave must be open and is locked first."""
    waves = SurveyAddressee.objects.values_list("survey_id", flat=True)
    survey = locked_survey(waves.get(pk=addressee_id))
    rules.check_is_open(survey)
    rows = SurveyAddressee.objects.with_standing(timezone.localdate())
    rows = rows.select_related("survey", "organization")
    return rows.select_for_update(of=("self",)).get(pk=addressee_id)


@transaction.atomic
def update(addressee: SurveyAddressee, *, by) -> SurveyAddressee:
    """Save another group or contact on a row got by ``locked``."""
    rules.check_may_edit(by)
    addressee.save_version(update_fields=("group", "contact"))
    return addressee


@transaction.atomic
def remove(addressee_id: int, *, by) -> SurveyAddressee:
    """Take somebody out of the wave to whom nothing was written."""
    rules.check_may_edit(by)
    row = locked(addressee_id)
    rules.check_can_remove(row)
    row.delete()
    return row


@transaction.atomic
def mark_sent(addressee_id: int, *, by, day: date) -> SurveyAddressee:
    """Handed over, or sent by fax: not through the outbox."""
    rules.check_may_edit(by)
    row = locked(addressee_id)
    rules.check_can_mark_sent(row, day, row.left_on)
    row.state, row.sent_on = AddresseeState.SENT, day
    row.save_version(update_fields=("state", "sent_on"))
    return row


@transaction.atomic
def mark_undeliverable(addressee_id: int, *, by, day: date) -> SurveyAddressee:
    """宛先不明: it came back; the organization is marked for all other letters."""
    rules.check_may_edit(by)
    row = locked(addressee_id)
    rules.check_can_mark_undeliverable(row, row.left_on, day)
    row.sent_on = row.left_on
    row.state, row.undeliverable_on = AddresseeState.UNDELIVERABLE, day
    row.save_version(update_fields=("state", "sent_on", "undeliverable_on"))
    organizations.mark_mail_returned(row.organization_id, by=by, day=day)
    return row


@transaction.atomic
def take_back_undeliverable(addressee_id: int, *, by) -> SurveyAddressee:
    """It reached them after all."""
    rules.check_may_edit(by)
    row = locked(addressee_id)
    if row.state != AddresseeState.UNDELIVERABLE:
        raise TransitionDenied(f"{row.organization}は宛先不明になっていません。")
    lost_on = row.undeliverable_on
    row.state, row.undeliverable_on = AddresseeState.SENT, None
    row.save_version(update_fields=("state", "undeliverable_on"))
    clear_returned(row, lost_on, by=by)
    return row


def clear_returned(row: SurveyAddressee, lost_on: date, *, by) -> None:
    """The organization's mark goes, unless another wave's letter came back as late or later."""
    lost = SurveyAddressee.objects.filter(state=AddresseeState.UNDELIVERABLE)
    others = lost.filter(organization=row.organization_id, undeliverable_on__gte=lost_on)
    if not others.exclude(pk=row.pk).exists():
        organizations.clear_mail_returned(row.organization_id, by=by)


def _contacts(places) -> dict[int, Contact]:
    """Each organization's contact of today, if there is only one."""
    found: dict[int, list[Contact]] = {}
    for one in Contact.objects.on(timezone.localdate()).filter(organization__in=places):
        found.setdefault(one.organization_id, []).append(one)
    return {key: rows[0] for key, rows in found.items() if len(rows) == 1}
