"""From days to moments in the office's time, and from days to the months of a year."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from aomori_skills.base import fiscal_year


def moments(year: int) -> tuple[datetime, datetime]:
    """The first and the last moment of a fiscal year."""
    first, last = fiscal_year.days(year)
    return _begin(first), last_moment(last)


def last_moment(day: date) -> datetime:
    return _begin(day + timedelta(days=1)) - timedelta(microseconds=1)


def month_ends(year: int) -> list[date]:
    """The last day of each month, April first."""
    following = [*fiscal_year.months(year)[1:], fiscal_year.first_day(year + 1)]
    return [day - timedelta(days=1) for day in following]


def place_of(day: date) -> int:
    """Which month of its fiscal year: April is 0, March 11."""
    return (day.month - fiscal_year.FIRST_MONTH) % 12


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
