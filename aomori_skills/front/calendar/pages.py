"""The pages of the calendar: which days each shows, and what comes before and after it."""

from dataclasses import dataclass
from datetime import date, timedelta

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.base.dated import Dated
from aomori_skills.office.models import ClosedDay
from aomori_skills.office.rules import holidays

WEEK = timedelta(days=7)
ROOM = 5
"""Lines of a day in a month; the rest stands on the page of the week."""


@dataclass(frozen=True)
class Cell:
    """One day: what stands on it, how much more there is, why the office is closed."""

    day: date
    events: list[Dated]
    hidden: int = 0
    closed: str = ""
    is_outside: bool = False
    is_today: bool = False

    @property
    def weekday(self) -> str:
        return wareki.WEEKDAYS[self.day.weekday()]

    @property
    def colour(self) -> str:
        """As on calendars on the wall."""
        if self.closed or self.weekday == "日":
            return "closed"
        return "saturday" if self.weekday == "土" else ""


def month_of(day: date) -> tuple[date, date]:
    """First and last day of its month."""
    first = day.replace(day=1)
    return first, next_month(first) - timedelta(days=1)


def next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def previous_month(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)


def week_of(day: date) -> tuple[date, date]:
    """The week from Sunday to Saturday in which ``day`` lies."""
    first = day - timedelta(days=(day.weekday() + 1) % 7)
    return first, first + timedelta(days=6)


def weeks_of(period: tuple[date, date]) -> tuple[date, date]:
    """The whole weeks that hold ``period``."""
    return week_of(period[0])[0], week_of(period[1])[1]


def month_words(first: date) -> str:
    """令和7年9月."""
    return f"{wareki.format_year(first)}{first.month}月"


def week_words(first: date, last: date) -> str:
    """令和7年9月7日（日）から9月13日（土）まで."""
    end = wareki.format_day(last)
    if wareki.format_year(first) == wareki.format_year(last):
        end = end.removeprefix(wareki.format_year(last))
    return f"{wareki.format_day(first)}から{end}まで"


def weeks(
    events: list[Dated], period: tuple[date, date], *, today: date, room: int | None = None
) -> list[list[Cell]]:
    """The days of whole weeks in rows of seven (one query); ``room`` lines for each day."""
    first, last = weeks_of(period)
    by_day: dict[date, list[Dated]] = {}
    for one in events:
        for day in one.days(*period):
            by_day.setdefault(day, []).append(one)
    closed = {one.day: one.name for one in holidays(first, last)}
    closed |= ClosedDay.objects.reasons(first, last)
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    cells = []
    for day in days:
        found = by_day.get(day, [])
        shown = found if room is None or len(found) <= room else found[: room - 1]
        cells.append(
            Cell(
                day,
                shown,
                hidden=len(found) - len(shown),
                closed=closed.get(day, ""),
                is_outside=not period[0] <= day <= period[1],
                is_today=day == today,
            )
        )
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def start_day(chosen_year: int, today: date) -> date:
    """Where the calendar opens: today, or the first day of another fiscal year."""
    if fiscal_year.of(today) == chosen_year:
        return today
    return fiscal_year.first_day(chosen_year)
