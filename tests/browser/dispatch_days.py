"""What both long dispatches of the browser tests begin with: rules, days and people."""

from datetime import date, timedelta

from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.office.models import YearRule
from aomori_skills.office.rules import closed_reason
from meisters.choices import HalfDay, Mark
from meisters.models import WeekdayAvailability
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import UserFactory

EARLIEST = timedelta(days=45)
"""Far enough ahead for the deadline of a request."""


def working_days(count: int) -> list[date]:
    """So many days of work in a row, all in one fiscal year."""
    day, found = timezone.localdate() + EARLIEST, []
    while len(found) < count:
        found = [one for one in found if fiscal_year.of(one) == fiscal_year.of(day)]
        if not closed_reason(day, {}):
            found.append(day)
        day += timedelta(days=1)
    return found


def rules_of(day: date) -> None:
    """The rules of R7 as those of the year of ``day``, and of the running one."""
    for year in {fiscal_year.of(day), fiscal_year.of(timezone.localdate())} - {2025}:
        for rule in YearRule.objects.filter(fiscal_year=2025):
            rule.pk, rule.fiscal_year, rule.shipped_key = None, year, None
            rule.save()


def meister(family: str, given: str, *trades, known=True, **values):
    """Certified in ``trades``, and free on every half day unless nobody has asked."""
    row = MeisterFactory(family_name=family, given_name=given, trade=None, **values)
    for trade in trades:
        MeisterTradeFactory(meister=row, trade=trade, operation=None)
    WeekdayAvailability.objects.bulk_create(
        WeekdayAvailability(meister=row, weekday=day, half=half, mark=Mark.FREE)
        for day in range(7 if known else 0)
        for half in HalfDay
    )
    return row


def second_manager():
    return UserFactory(shonin=True, username="shonin2", given_name="承認二")


def tab(row, name: str) -> str:
    return f"{row.get_absolute_url()}?tab={name}"
