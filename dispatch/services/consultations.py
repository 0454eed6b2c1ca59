"""The doors through which records of 相談・援助 change."""

from django.db import transaction
from django.utils import timezone

from aomori_skills.office.models import Organization
from aomori_skills.office.services import organizations
from dispatch.models import Consultation
from dispatch.rules import consultations as rules


@transaction.atomic
def record(
    consultation: Consultation, *, by, new_place: Organization | None = None
) -> Consultation:
    """Save a new talk; ``new_place`` is an organization that the master doesn't have yet."""
    rules.check_can_edit(by)
    if new_place is not None:
        consultation.organization = organizations.register(new_place, by=by)
    consultation.author = by
    consultation.save()
    return consultation


@transaction.atomic
def update(
    consultation: Consultation, *, by, new_place: Organization | None = None
) -> Consultation:
    """Save an edited talk whose row the caller has locked."""
    rules.check_can_edit(by)
    if new_place is not None:
        consultation.organization = organizations.register(new_place, by=by)
    if not consultation.next_action:
        consultation.next_done_on = None
    consultation.save_version()
    return consultation


@transaction.atomic
def delete(consultation_id: int, *, by) -> None:
    """Take out a record entered by mistake; the history keeps what it said."""
    consultation = locked(consultation_id)
    requests = consultation.requests.count()
    rules.check_can_delete(consultation, by=by, today=timezone.localdate(), requests=requests)
    consultation.delete()


@transaction.atomic
def finish_action(consultation_id: int, *, by) -> Consultation:
    """「済みにする」."""
    consultation = locked(consultation_id)
    rules.check_can_finish_action(consultation, by=by)
    consultation.next_done_on = timezone.localdate()
    consultation.save_version(update_fields=("next_done_on",))
    return consultation


@transaction.atomic
def reopen_action(consultation_id: int, *, by) -> Consultation:
    consultation = locked(consultation_id)
    rules.check_can_reopen_action(consultation, by=by)
    consultation.next_done_on = None
    consultation.save_version(update_fields=("next_done_on",))
    return consultation


@transaction.atomic
def hand_over(consultation_id: int, *, author, by) -> Consultation:
    """引継ぎ to a colleague; the history tells from whom to whom, by whom and when."""
    consultation = locked(consultation_id)
    rules.check_can_hand_over(consultation, author, by=by)
    consultation.author = author
    consultation.save_version(update_fields=("author",))
    return consultation


def locked(consultation_id: int) -> Consultation:
    """The row as it is now, until the transaction ends."""
    rows = Consultation.objects.select_for_update(of=("self",))
    return rows.select_related("organization", "trade", "author").get(pk=consultation_id)
