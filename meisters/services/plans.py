"""The doors through which the year's plan of visits changes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from aomori_skills.office.models import Organization
from aomori_skills.office.services import organizations
from meisters.models import PlannedVisit
from meisters.rules import visits as rules


@transaction.atomic
def add(plans: Iterable[PlannedVisit], *, by) -> list[PlannedVisit]:
    """Save new planned visits, all or none."""
    rules.check_can_edit(by)
    plans = list(plans)
    for plan in plans:
        plan.save()
    return plans


@transaction.atomic
def create(plan: PlannedVisit, *, by, new_place: Organization | None = None) -> PlannedVisit:
    """Save a new planned visit; ``new_place`` is an organization that the master doesn't have."""
    rules.check_can_edit(by)
    if new_place is not None:
        plan.organization = organizations.register(new_place, by=by)
    plan.save()
    return plan


@transaction.atomic
def update(plan: PlannedVisit, *, by, new_place: Organization | None = None) -> PlannedVisit:
    """Save an edited plan whose row the caller has locked."""
    rules.check_can_change_plan(plan, by=by)
    if new_place is not None:
        plan.organization = organizations.register(new_place, by=by)
    plan.save_version()
    return plan


@transaction.atomic
def cancel(plan_id: int, *, by, reason: str) -> PlannedVisit:
    plan = locked(plan_id)
    rules.check_can_cancel(plan, by=by)
    plan.cancelled_on, plan.cancel_reason = timezone.localdate(), reason
    plan.save_version(update_fields=("cancelled_on", "cancel_reason"))
    return plan


@transaction.atomic
def restore(plan_id: int, *, by) -> PlannedVisit:
    plan = locked(plan_id)
    rules.check_can_restore(plan, by=by)
    plan.cancelled_on, plan.cancel_reason = None, ""
    plan.save_version(update_fields=("cancelled_on", "cancel_reason"))
    return plan


def locked(plan_id: int) -> PlannedVisit:
    """The plan as it is now, kept from others until the transaction ends."""
    return PlannedVisit.objects.select_for_update(of=("self",)).get(pk=plan_id)


@dataclass(frozen=True)
class Copy:
    """What last year's plan would bring, and what is left out for which reason."""

    new: tuple[PlannedVisit, ...]
    skipped: tuple[tuple[PlannedVisit, str], ...]


def copy_of(year: int, *, by) -> Copy:
    """The plans of the year before, put into the same months of ``year``; nothing is saved.

    Days and aims are chosen anew; what was given up is not repeated; an organization that has
    ended is followed to its successor; who has left the office is replaced by ``by``.
    """
    rows = PlannedVisit.objects.in_fiscal_year(year - 1).for_listing()
    rows = rows.select_related("organization__successor__municipality", "visit")
    known = {_key(plan) for plan in PlannedVisit.objects.in_fiscal_year(year)}
    new, skipped = [], []
    for row in rows:
        place = _today(row.organization)
        plan = place and PlannedVisit(
            fiscal_year=year,
            organization=place,
            trade=row.trade,
            month=row.month,
            staff=row.staff if row.staff.is_active else by,
            aim=row.aim,
        )
        if plan is None:
            skipped.append((row, "訪問先が廃止されています"))
        elif row.cancelled_on and row.state != "visited":
            skipped.append((row, "前年度に取りやめています"))
        elif _key(plan) in known:
            skipped.append((row, "同じ月・職種の計画がすでにあります"))
        else:
            known.add(_key(plan))
            new.append(plan)
    return Copy(tuple(new), tuple(skipped))


@transaction.atomic
def copy_last_year(year: int, *, by) -> list[PlannedVisit]:
    """「前年度の計画から作る」: save what ``copy_of`` shows."""
    rules.check_can_edit(by)
    list(PlannedVisit.objects.select_for_update(of=("self",)).in_fiscal_year(year - 1))
    return add(copy_of(year, by=by).new, by=by)


def _key(plan: PlannedVisit) -> tuple:
    return plan.organization_id, plan.trade_id, plan.month


def _today(organization: Organization) -> Organization | None:
    """The organization itself, or who carries its records on."""
    if organization.ended_on is None:
        return organization
    successor = organization.successor
    return successor if successor and successor.ended_on is None else None
