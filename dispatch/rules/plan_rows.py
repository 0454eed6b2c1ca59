"""A plan's rows, one a session: what the page, the papers and the workbook all say.

Rooms of one 回 (``rules.occasions``) bear the same number.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from aomori_skills.base import wareki
from dispatch.choices import AssignmentState, InstructorRole, SessionState
from dispatch.rules.occasions import hours_of, minutes_of, occasions
from dispatch.rules.plan_totals import standing
from dispatch.rules.year_rows import plain


@dataclass(frozen=True)
class PlanRow:
    """One room of 第n回; the tentative of ``instructors`` and ``assistants`` are marked as such."""

    number: int
    session: object
    day: date
    times: str
    hours: Decimal
    break_minutes: int
    place: str
    trade: str
    content: str
    instructors: tuple[str, ...]
    assistants: tuple[str, ...]
    people: int | None

    @property
    def when(self) -> str:
        return f"{wareki.format_day(self.day)}\n{self.times}（{plain(self.hours)}時間）"


def plan_rows(sessions: Iterable) -> list[PlanRow]:
    """``sessions`` as for ``plan_totals``; cancelled ones are no part of a plan."""
    kept = [one for one in sessions if one.state != SessionState.CANCELLED]
    kept.sort(key=lambda one: (one.held_on, one.starts_at, one.pk))
    numbers = {
        one.pk: number for number, rows in enumerate(occasions(kept), start=1) for one in rows
    }
    return [_row(numbers[one.pk], one) for one in kept]


def _row(number: int, session) -> PlanRow:
    people = standing(session)
    helpers = [one for one in people if one.role == InstructorRole.ASSISTANT]
    return PlanRow(
        number=number,
        session=session,
        day=session.held_on,
        times=f"{session.starts_at:%H:%M}～{session.ends_at:%H:%M}",
        hours=hours_of(minutes_of(session)),
        break_minutes=session.break_minutes,
        place=" ".join(filter(None, (str(session.municipality or ""), session.place))),
        trade=trade_text(session),
        content=session.content,
        instructors=tuple(_word(one) for one in people if one not in helpers),
        assistants=tuple(_word(one) for one in helpers),
        people=session.people,
    )


def trade_text(row) -> str:
    """建築大工（大工工事作業）."""
    return f"{row.trade}（{row.operation}）" if row.operation_id else str(row.trade)


def _word(assignment) -> str:
    tentative = assignment.state == AssignmentState.TENTATIVE
    return f"{assignment.person}（仮）" if tentative else str(assignment.person)
