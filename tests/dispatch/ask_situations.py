"""What the tests of asking have in common: a request with days, and what came of it."""

from datetime import date

from dispatch.models import Ask, Assignment
from dispatch.services import asks
from meisters.choices import Way
from tests.dispatch.request_situations import masters
from tests.factories.office import UserFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import SessionFactory

NOW = "2025-06-10 10:00:00+09:00"
TODAY = date(2025, 6, 10)
DAYS = (date(2025, 9, 10), date(2025, 9, 17))


def planned(days=DAYS, **values):
    """A request that is being adjusted, with a session on each day; (request, sessions, staff)."""
    masters()
    tanto = UserFactory(tanto=True)
    row = RequestFactory(state="adjusting", author=tanto, **values)
    return row, [SessionFactory(request=row, held_on=day) for day in days], tanto


def asked(row, person, by, *, role="lead", sessions=()) -> Ask:
    """Put on the list and asked by telephone today."""
    (ask,) = asks.add(row.pk, [person], [one.pk for one in sessions], role, by=by)
    return asks.ask(ask.pk, asked_on=TODAY, way=Way.PHONE, reply_by=date(2025, 6, 17), by=by)


def accepted(row, person, by, **more) -> Ask:
    """Asked and coming, on all the days."""
    ask = asked(row, person, by, **more)
    days = list(ask.sessions.values_list("session_id", flat=True))
    return asks.accept(ask.pk, days, answered_on=TODAY, by=by)


def told(ask) -> Ask:
    return Ask.objects.get(pk=ask.pk)


def booked(session) -> list[tuple]:
    """Who is or was at the session, in the order of booking: (person, role, state)."""
    rows = Assignment.objects.filter(session=session).order_by("pk")
    return [(row.person, row.role, row.state) for row in rows]
