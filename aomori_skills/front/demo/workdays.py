"""Days of the demo, counted from the day of loading and moved to days of work."""

from dataclasses import dataclass
from datetime import date, timedelta

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


def year_end(fiscal_year: int) -> list[date]:
    """The closed days of the winter of ``fiscal_year``."""
    return [
        date(fiscal_year if month == 12 else fiscal_year + 1, month, day) for month, day in YEAR_END
    ]


def open_day(day: date) -> date:
    """The day itself, or the last day of work before it."""
    while (day.month, day.day) in YEAR_END or closed_reason(day, {}):
        day -= timedelta(days=1)
    return day
