"""The doors through which organizations change, with their departments and contacts."""

from datetime import date

from django.db import transaction
from django.db.models import ProtectedError

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office import rules
from aomori_skills.office.models import Contact, Organization

ADDRESS = ("postcode", "prefecture", "municipality_id", "address")


@transaction.atomic
def register(organization: Organization, *, by, parts=()) -> Organization:
    """Save a new organization with its bound formsets."""
    rules.check_can_edit_organizations(by)
    organization.save()
    _save_parts(organization, parts)
    return organization


@transaction.atomic
def update(organization: Organization, *, by, parts=()) -> Organization:
    """Save an edited organization whose row the caller has locked, with its bound formsets."""
    rules.check_can_edit_organizations(by)
    if _has_moved(organization):
        organization.mail_returned_on = None
    organization.save_version()
    _save_parts(organization, parts)
    return organization


@transaction.atomic
def add_contact(organization: Organization, contact: Contact, *, by) -> Contact:
    """One more 担当者, told by whoever took a call or a form."""
    rules.check_can_edit_organizations(by)
    contact.organization = organization
    contact.save(force_insert=True)
    return contact


@transaction.atomic
def mark_mail_returned(organization_id: int, *, by, day: date) -> Organization:
    """宛先不明: what was sent to its address came back."""
    return _set_mail_returned(organization_id, day, by)


@transaction.atomic
def clear_mail_returned(organization_id: int, *, by) -> Organization:
    """The address is right after all. Twice is once."""
    return _set_mail_returned(organization_id, None, by)


@transaction.atomic
def close(organization_id: int, *, by, ended_on, successor: Organization | None = None):
    """廃止: from that day the records are carried on under ``successor``, if there is one."""
    keys = [organization_id, *([successor.pk] if successor else [])]
    rows = Organization.objects.select_for_update(of=("self",)).filter(pk__in=keys).order_by("pk")
    locked = {row.pk: row for row in rows}
    organization = locked[organization_id]
    successor = successor and locked[successor.pk]
    rules.check_can_close(organization, successor, by=by)
    organization.ended_on, organization.successor = ended_on, successor
    organization.save_version(update_fields=("ended_on", "successor"))
    return organization


@transaction.atomic
def reopen(organization_id: int, *, by) -> Organization:
    """Take back a 廃止 that was entered by mistake."""
    organization = Organization.objects.select_for_update(of=("self",)).get(pk=organization_id)
    rules.check_can_reopen(organization, by=by)
    organization.ended_on = organization.successor = None
    organization.save_version(update_fields=("ended_on", "successor"))
    return organization


def _set_mail_returned(organization_id: int, day: date | None, by) -> Organization:
    rules.check_can_edit_organizations(by)
    organization = Organization.objects.select_for_update(of=("self",)).get(pk=organization_id)
    if organization.mail_returned_on != day:
        organization.mail_returned_on = day
        organization.save_version(update_fields=("mail_returned_on",))
    return organization


def _has_moved(organization: Organization) -> bool:
    """Whether its address is another one than is stored."""
    stored = Organization.objects.filter(pk=organization.pk).values_list(*ADDRESS).first()
    now = tuple(getattr(organization, name) for name in ADDRESS)
    return stored is not None and stored != now


def _save_parts(organization, parts) -> None:
    for part in parts:
        part.instance = organization
        try:
            part.save()
        except ProtectedError:
            raise TransitionDenied(
                "ほかの記録で使われている行は削除できません。離任日または廃止日を入力してください。"
            ) from None
