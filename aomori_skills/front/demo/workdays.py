"""Days of the demo, counted from the day of loading and moved to days of work."""

from dataclasses import dataclass
from datetime import date, timedelta

from aomori_skills.base import fiscal_year
from aomori_skills.office.rules import closed_reason

YEAR_END = ((12, 29), (12, 30), (12, 31), (1, 2), (1, 3))
"""The office's own closed days; 1 January is a national holiday."""


@dataclass(frozen=True)
class Workdays:
    """Days around ``today`` on which the office is open."""

    today: date

    def back(self, days: int) -> date:
        """The last day of work that lies at least ``days`` before today."""
        return open_day(self.today - timedelta(days=days))

    def ahead(self, days: int) -> date:
        """The last day of work within the next ``days`` days, for a deadline."""
        return open_day(self.today + timedelta(days=days))


def year_end(year: int) -> list[date]:
    """The closed days of the winter of ``year``."""
    return [date(year if month == 12 else year + 1, month, day) for month, day in YEAR_END]


def open_day(day: date) -> date:
    """The day itself, or the last day of work before it."""
    while (day.month, day.day) in YEAR_END or closed_reason(day, {}):
        day -= timedelta(days=1)
    return day


def past(text: str, workdays: Workdays) -> date:
    """A date, or so many days before today; a day of work."""
    return open_day(date.fromisoformat(text)) if "-" in text else workdays.back(int(text))


def coming(text: str, workdays: Workdays) -> list[date]:
    """Dates, or days from today; each once, and only those in the year of the first."""
    days = list(dict.fromkeys(_coming(word, workdays) for word in text.split()))
    return [day for day in days if fiscal_year.of(day) == fiscal_year.of(days[0])]


def _coming(word: str, workdays: Workdays) -> date:
    is_date = word.count("-") == 2
    return date.fromisoformat(word) if is_date else workdays.ahead(int(word))
