"""Gathering what the soft conflicts of bookings depend on, for many people and days at once."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q

from aomori_skills.office.models import ClosedDay, YearRule
from aomori_skills.office.rules import closed_reason
from dispatch.choices import SessionState
from dispatch.models import Assignment
from dispatch.rules import skilled
from dispatch.rules.person_keys import COLUMNS, kind_of, person_key
from dispatch.rules.soft_conflicts import Facts, Found, soft_conflicts
from dispatch.rules.travel import AREA
from dispatch.services.person_facts import earlier_in_year, eligible_of
from meisters.models import DateAvailability, WeekdayAvailability
from meisters.rules.courses import course_verdict


def conflicts_of(bookings: Iterable[tuple]) -> dict[tuple[int | None, str], tuple[Found, ...]]:
    """(session pk, person key) → soft conflicts of each (session, person).

    Five queries, one more for meisters and one for 熟練技能者.
    """
    bookings = [(session, person) for session, person in bookings if person is not None]
    if not bookings:
        return {}
    days = sorted({session.held_on for session, _ in bookings})
    people = {person_key(person): person for _, person in bookings}
    taken = _neighbours(people.values(), days)
    local = ClosedDay.objects.reasons(days[0], days[-1])
    book, of_skilled = YearRule.objects.rulebooks(AREA, skilled.AREA, day=days[0])
    earlier, eligible = earlier_in_year(bookings), eligible_of(bookings, of_skilled)
    marks = _marks(people, days)
    found = {}
    for session, person in bookings:
        key = person_key(person)
        facts = Facts(
            book=book,
            neighbours=tuple(one for one in taken[key, session.held_on] if one.pk != session.pk),
            closed=closed_reason(session.held_on, local),
            marks=marks.get((key, session.held_on)),
            course=_course(person),
            eligible=eligible.get((session.pk, key)),
            earlier=earlier.get((session.pk, key)),
        )
        found[session.pk, key] = soft_conflicts(session, facts)
    return found


def conflicts(session, person) -> tuple[Found, ...]:
    """Those of one booking."""
    return conflicts_of([(session, person)])[session.pk, person_key(person)]


def bookings_of(people: Iterable, days: Iterable):
    """Standing assignments of these people on these days, with their sessions (one query)."""
    keys = defaultdict(list)
    for person in people:
        keys[COLUMNS[kind_of(person)]].append(person.pk)
    anybody = Q(pk__in=())
    for column, pks in keys.items():
        anybody |= Q(**{f"{column}__in": pks})
    rows = Assignment.objects.standing().filter(anybody, session__held_on__in=list(days))
    return rows.exclude(session__state=SessionState.CANCELLED).select_related(
        "session__request__client", "session__municipality", *COLUMNS.values()
    )


def _neighbours(people, days) -> dict:
    """(person key, day) → sessions that the person stands for."""
    taken = defaultdict(list)
    for row in bookings_of(people, days):
        taken[person_key(row.person), row.session.held_on].append(row.session)
    return taken


def _marks(people, days) -> dict:
    """(person key, day) → {half day: mark} for meisters; what was said of a day goes first."""
    pks = {person.pk: key for key, person in people.items() if kind_of(person) == "meister"}
    if not pks:
        return {}
    weekly = defaultdict(dict)
    for row in WeekdayAvailability.objects.filter(meister__in=pks):
        weekly[pks[row.meister_id], row.weekday][row.half] = row.mark
    marks = {(key, day): dict(weekly[key, day.weekday()]) for key in pks.values() for day in days}
    for row in DateAvailability.objects.filter(meister__in=pks, day__in=days):
        marks[pks[row.meister_id], row.day][row.half] = row.mark
    return marks


def _course(person):
    if kind_of(person) != "meister":
        return None
    return course_verdict(person.licence, person.course_completed_on)
