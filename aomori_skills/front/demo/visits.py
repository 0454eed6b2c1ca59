"""開拓: the plan of visits, the visits themselves, and what was promised on them."""

from collections.abc import Iterator
from datetime import date, time, timedelta

from aomori_skills.base import fiscal_year
from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.rows import Rows, table
from aomori_skills.front.demo.workdays import Workdays, open_day
from aomori_skills.office.models import Organization, Trade
from meisters.models import PlannedVisit, Visit, VisitPerson
from meisters.services import plans, visits

NOTICE = timedelta(days=21)
"""How long before a visit it comes into the plan."""

UNTIL_CANCELLED = timedelta(days=6)


def stories(workdays: Workdays, users) -> list[Story]:
    return [_story(row, workdays, users) for row in table("visits.csv")]


def _story(row, workdays: Workdays, users) -> Story:
    """Planned, and then carried out, given up or still to come."""
    days = int(row["day"])
    day = workdays.back(days) if days > 0 else workdays.ahead(-days)
    names = row["staff"].split()
    by = users[names[0]]
    plan = None
    if row["planned"]:
        yield open_day(min(day, workdays.today - timedelta(days=1)) - NOTICE), by
        (plan,) = plans.add([_plan(row, day, by)], by=by)
    if row["cancelled"]:
        yield open_day(day - UNTIL_CANCELLED), by
        plans.cancel(plan.pk, by=by, reason=row["cancelled"])
    if row["way"]:
        yield day, by
        visit = _record(row, day, workdays, [users[name] for name in names], plan)
        if row["done"]:
            yield workdays.back(int(row["done"])), by
            visits.finish_action(visit.pk, by=by)


def _plan(row, day: date, by) -> PlannedVisit:
    plan = PlannedVisit(
        fiscal_year=fiscal_year.of(day),
        organization=Organization.objects.get(name=row["organization"]),
        trade=_trade(row),
        month=day.month,
        planned_on=day if row["way"] else None,
        staff=by,
        aim=row["aim"],
    )
    plan.full_clean()
    return plan


def _record(row, day: date, workdays: Workdays, staff, plan: PlannedVisit | None) -> Visit:
    place = Organization.objects.get(name=row["organization"])
    starts_at, ends_at = _hours(row["hours"])
    visit = Visit(
        organization=place,
        way=row["way"],
        visited_on=day,
        starts_at=starts_at,
        ends_at=ends_at,
        place=row["place"],
        explained=row["explained"].split(),
        materials=row["materials"],
        content=row["content"],
        outcome=row["outcome"],
        findings=row["findings"],
        next_action=row["next_action"],
        next_on=workdays.today + timedelta(days=int(row["next"])) if row["next"] else None,
        author=staff[0],
    )
    visit.full_clean()
    trade = _trade(row)
    return visits.record(
        visit,
        by=staff[0],
        staff=staff,
        trades=[trade] if trade else [],
        parts=(Rows("visit", list(_people(row, place))),),
        plan_id=plan and plan.pk,
    )


def _people(row, place: Organization) -> Iterator[VisitPerson]:
    """The contact that the master knows, and whoever else was there."""
    contact = place.contacts.first()
    if contact:
        yield VisitPerson(contact=contact, title=contact.title, name=contact.name)
    if row["person"]:
        title, _, name = row["person"].partition(":")
        yield VisitPerson(title=title, name=name)


def _trade(row) -> Trade | None:
    return Trade.objects.get(name=row["trade"]) if row["trade"] else None


def _hours(text: str) -> tuple[time | None, time | None]:
    if not text:
        return None, None
    first, last = (time.fromisoformat(f"{one:0>5}") for one in text.split("-"))
    return first, last
