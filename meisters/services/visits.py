"""The doors through which records of visits change."""

from django.db import transaction
from django.utils import timezone

from aomori_skills.office.models import Organization
from aomori_skills.office.services import organizations
from meisters.models import Visit
from meisters.rules import visits as rules
from meisters.services import plans


@transaction.atomic
def record(
    visit: Visit,
    *,
    by,
    staff=(),
    trades=(),
    parts=(),
    plan_id: int | None = None,
    new_place: Organization | None = None,
) -> Visit:
    """Save a new visit with its people; ``plan_id`` is thereby carried out.

    ``new_place`` is an organization that the master doesn't have yet.
    """
    rules.check_can_edit(by)
    if new_place is not None:
        visit.organization = organizations.register(new_place, by=by)
    if plan_id is not None:
        plan = plans.locked(plan_id)
        rules.check_can_carry_out(plan, visit.organization_id, by=by)
        visit.plan = plan
    visit.author = by
    visit.save()
    _save_parts(visit, staff, trades, parts)
    return visit


@transaction.atomic
def update(
    visit: Visit, *, by, staff=(), trades=(), parts=(), new_place: Organization | None = None
) -> Visit:
    """Save an edited visit whose row the caller has locked; its paper has to be printed anew."""
    rules.check_can_edit(by)
    if new_place is not None:
        visit.organization = organizations.register(new_place, by=by)
    if visit.plan and visit.plan.organization_id != visit.organization_id:
        visit.plan = None
    if not visit.next_action:
        visit.next_done_on = None
    visit.report_printed_on = None
    visit.report_known = True
    visit.save_version()
    candidates = dict(visit.people.exclude(candidate=None).values_list("pk", "name"))
    _save_parts(visit, staff, trades, parts)
    _let_go_of_others(visit, candidates)
    return visit


@transaction.atomic
def delete(visit_id: int, *, by) -> None:
    """Take out a record entered by mistake; its plan is open again."""
    visit = _locked(visit_id)
    found = visit.candidates.count()
    rules.check_can_delete(visit, by=by, today=timezone.localdate(), candidates=found)
    visit.delete()


@transaction.atomic
def finish_action(visit_id: int, *, by) -> Visit:
    """「対応を済ませる」."""
    visit = _locked(visit_id)
    rules.check_can_finish_action(visit, by=by)
    visit.next_done_on = timezone.localdate()
    visit.save_version(update_fields=("next_done_on",))
    return visit


@transaction.atomic
def reopen_action(visit_id: int, *, by) -> Visit:
    visit = _locked(visit_id)
    rules.check_can_reopen_action(visit, by=by)
    visit.next_done_on = None
    visit.save_version(update_fields=("next_done_on",))
    return visit


@transaction.atomic
def note_report(visit_id: int, *, version: int, by) -> None:
    """The 復命書 of this version was printed; nobody's open form is the older for it.

    Who only takes a copy of the paper (会計) or printed an older version leaves the record alone.
    """
    visit = _locked(visit_id)
    if visit.version == version and rules.is_report_note_due(visit, by=by):
        visit.report_printed_on = timezone.localdate()
        visit.save(update_fields=("report_printed_on",))


def _locked(visit_id: int) -> Visit:
    return Visit.objects.select_for_update(of=("self",)).get(pk=visit_id)


def _let_go_of_others(visit, names: dict[int, str]) -> None:
    """Who stands in a row now instead of the candidate of that ``name`` is no candidate yet."""
    for person in visit.people.filter(pk__in=names):
        if rules.is_somebody_else(names[person.pk], person.name):
            person.candidate = None
            person.save(update_fields=("candidate",))


def _save_parts(visit, staff, trades, parts) -> None:
    visit.staff.set(staff)
    visit.trades.set(trades)
    for part in parts:
        part.instance = visit
        part.save()
