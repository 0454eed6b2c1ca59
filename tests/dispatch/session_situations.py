"""Sessions, the people who go, and what the tests of both ask."""

from datetime import date, time

from dispatch.models import Session
from dispatch.services import assignments, sessions
from meisters.choices import HalfDay, Mark
from meisters.models import WeekdayAvailability
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory
from tests.factories.requests import RequestFactory

DAY = date(2025, 9, 10)


def free_meister(**values):
    """Certified in 建築大工, free on every half day, with nothing against a booking."""
    meister = MeisterFactory(**values)
    WeekdayAvailability.objects.bulk_create(
        WeekdayAvailability(meister=meister, weekday=day, half=half, mark=Mark.FREE)
        for day in range(7)
        for half in HalfDay
    )
    return meister


def adjusting(**values):
    """A request on which the staff is at work."""
    return RequestFactory(state="adjusting", **values)


def session_at(starts=13, ends=15, *, day=DAY, request=None, by=None, **fields) -> Session:
    """Hours as numbers (13.5 is 13:30)."""
    request = request or adjusting()
    values = {"held_on": day, "starts_at": hour(starts), "ends_at": hour(ends)} | fields
    return sessions.add(request.pk, values, by=by or UserFactory(tanto=True))


def booked(session, meister, role="lead", **given):
    return assignments.assign(
        session.pk, meister, role, by=session.request.author, confirmed=True, **given
    )


def hour(number: float) -> time:
    return time(int(number), round(number % 1 * 60))
