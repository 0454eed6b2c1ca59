"""What the sessions of a request come to: the rows of the plan give them, nobody types them.

A cancelled session counts nowhere, nor does a person who was released. Breaks are no hours. 回数
and 指導時間 are those of ``rules.occasions``; what each room and person takes is 延べ.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from dispatch.choices import AssignmentState, InstructorRole, SessionState
from dispatch.rules.materials import Cost, cost
from dispatch.rules.occasions import hours_of, minutes_of, minutes_of_all, occasions
from dispatch.rules.person_keys import who
from dispatch.rules.year_rows import plain


@dataclass(frozen=True)
class _Timed:
    sessions: int
    minutes: int

    @property
    def hours(self) -> Decimal:
        return hours_of(self.minutes)


@dataclass(frozen=True)
class PersonTotal(_Timed):
    """One person in one role; ``confirmed`` of the sessions are more than tentative."""

    person: object
    role: InstructorRole
    confirmed: int
    days: int


@dataclass(frozen=True)
class RoleTotal(_Timed):
    """One role; ``sessions`` counts a session once for each of its people in the role."""

    role: InstructorRole
    people: int


@dataclass(frozen=True)
class PlanTotals(_Timed):
    """``people`` are the 実 ones as the client told, ``attendances`` the 延べ ones of the sessions.

    ``sessions`` are 回数; ``rows`` and ``row_minutes`` count each room that runs at the same
    hours by itself. Of these, ``without_people`` don't tell their number, ``without_lead`` have
    no lead confirmed.
    """

    rows: int
    row_minutes: int
    days: int
    first_day: date | None
    last_day: date | None
    people: int | None
    attendances: int
    without_people: int
    without_lead: int
    person_days: int
    persons: tuple[PersonTotal, ...]
    roles: tuple[RoleTotal, ...]
    materials: Cost

    @property
    def is_parallel(self) -> bool:
        """Some of it runs in several rooms at the same hours."""
        return self.rows > self.sessions

    @property
    def sessions_words(self) -> str:
        """2回（1日）; 1回（1日、会場・職種別に延べ3回）."""
        rooms = f"、会場・職種別に延べ{self.rows}回" if self.is_parallel else ""
        return f"{self.sessions}回（{self.days}日{rooms}）"

    @property
    def row_hours(self) -> Decimal:
        return hours_of(self.row_minutes)

    @property
    def hours_words(self) -> str:
        rooms = f"（延べ{plain(self.row_hours)}時間）" if self.is_parallel else ""
        return f"{plain(self.hours)}時間{rooms}"


def totals(request) -> PlanTotals:
    """Of a request as it is now (three queries, none for what is prefetched)."""
    sessions = request.sessions.all()
    if "sessions" not in getattr(request, "_prefetched_objects_cache", {}):
        sessions = sessions.with_people()
    return of_rows(sessions, request.materials.all(), request.people)


def of_rows(sessions: Iterable, materials: Iterable, people: int | None = None) -> PlanTotals:
    """``sessions`` come with their assignments and the people of these."""
    rows = [one for one in sessions if one.state != SessionState.CANCELLED]
    booked = [(one, row) for row in rows for one in standing(row)]
    days = sorted({row.held_on for row in rows})
    told = [row.people for row in rows if row.people is not None]
    return PlanTotals(
        sessions=len(occasions(rows)),
        minutes=minutes_of_all(rows),
        rows=len(rows),
        row_minutes=sum(minutes_of(row) for row in rows),
        days=len(days),
        first_day=days[0] if days else None,
        last_day=days[-1] if days else None,
        people=people,
        attendances=sum(told),
        without_people=len(rows) - len(told),
        without_lead=sum(not has_lead(row) for row in rows),
        person_days=len({(who(one), row.held_on) for one, row in booked}),
        persons=_persons(booked),
        roles=_roles(booked),
        materials=cost(materials),
    )


def standing(session) -> list:
    """The people of a session who were not released, the lead first."""
    order = list(InstructorRole)
    people = (one for one in session.assignments.all() if one.state != AssignmentState.RELEASED)
    return sorted(people, key=lambda one: (order.index(one.role), one.pk))


def has_lead(session) -> bool:
    """A lead is confirmed."""
    return any(
        one.role == InstructorRole.LEAD and one.state == AssignmentState.CONFIRMED
        for one in session.assignments.all()
    )


def _persons(booked) -> tuple[PersonTotal, ...]:
    found: dict[tuple, list] = {}
    for one, row in booked:
        found.setdefault((one.role, *who(one)), []).append((one, row))
    order = list(InstructorRole)
    return tuple(
        PersonTotal(
            person=rows[0][0].person,
            role=InstructorRole(key[0]),
            sessions=len(rows),
            minutes=sum(minutes_of(row) for _, row in rows),
            confirmed=sum(one.state == AssignmentState.CONFIRMED for one, _ in rows),
            days=len({row.held_on for _, row in rows}),
        )
        for key, rows in sorted(found.items(), key=lambda item: order.index(item[0][0]))
    )


def _roles(booked) -> tuple[RoleTotal, ...]:
    return tuple(
        RoleTotal(
            role=role,
            people=len({who(one) for one, _ in rows}),
            sessions=len(rows),
            minutes=sum(minutes_of(row) for _, row in rows),
        )
        for role in InstructorRole
        if (rows := [(one, row) for one, row in booked if one.role == role])
    )
