"""People met on visits: some are asked again, some are not taken further."""

from datetime import date, timedelta

from aomori_skills.front.demo.agenda import Story
from aomori_skills.front.demo.people import person_fields
from aomori_skills.front.demo.rows import table
from aomori_skills.front.demo.trades import trade_and_operation
from aomori_skills.front.demo.workdays import Workdays
from aomori_skills.office.models import Municipality, Organization, User
from meisters.models import Candidate, Visit
from meisters.rules import workflows
from meisters.services import candidates

FIRST_NUMBER = 4000
UNTIL_DECLINED = 20


def stories(workdays: Workdays, users) -> list[Story]:
    rows = enumerate(table("candidates.csv"), FIRST_NUMBER)
    return [_story(row, number, workdays, users[row["owner"]]) for number, row in rows]


def _story(row, number: int, workdays: Workdays, by: User) -> Story:
    met_on = workdays.back(int(row["met"]))
    yield met_on, by
    candidate = new_candidate(row, number, met_on=met_on, met_at=row["met_at"])
    candidate.note = row["note"]
    if row["explained"]:
        candidate.explained_on = workdays.back(int(row["explained"]))
        yield candidate.explained_on, by
    if row["next"]:
        candidate.next_contact_on = workdays.today + timedelta(days=int(row["next"]))
    candidate.owner = by
    candidate.visit = Visit.objects.filter(
        organization=candidate.met_at, visited_on=candidate.met_on
    ).first()
    candidate.full_clean()
    candidates.register(candidate, by=by)
    if row["declined"]:
        yield workdays.back(int(row["met"]) - UNTIL_DECLINED), by
        step = workflows.DECLINE.name
        candidates.take_step(candidate.pk, step, by=by, comment=row["declined"])


def new_candidate(row, number: int, *, met_on: date, met_at: str) -> Candidate:
    """A candidate from a row of a table, not yet registered."""
    place = Municipality.objects.get(name=row["municipality"])
    trade, _ = trade_and_operation(row["trades"].split()[0])
    return Candidate(
        **person_fields(row, place, number),
        employment=row["employment"],
        employer=Organization.objects.filter(name=row["employer"]).first(),
        position=row["position"],
        trade=trade,
        met_on=met_on,
        met_at=Organization.objects.filter(name=met_at).first(),
    )
