"""指導日 in numbers: by 実施日, decided apart from what is prepared, without what was cancelled."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.utils import timezone

from dispatch import figures
from tests.factories.instructors import AssistantFactory, SkilledWorkerFactory
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db


def decided(**values):
    manager = UserFactory(shonin=True)
    return RequestFactory(
        state="decided", approved_by=manager, approved_at=timezone.now(), **values
    )


def test_the_sessions_of_a_year(django_assert_num_queries):
    row = decided(school=True)
    SessionFactory(request=row, held_on=date(2025, 4, 1), people=12)
    SessionFactory(request=row, held_on=date(2026, 3, 31), break_minutes=30)
    SessionFactory(request=row, held_on=date(2026, 4, 1))
    SessionFactory(
        request=row, held_on=date(2025, 5, 1),
        state="cancelled", cancel_side="weather", cancel_reason="大雪",
    )  # fmt: skip
    SessionFactory(held_on=date(2025, 6, 1), starts_at=time(9), ends_at=time(12))
    SessionFactory(request=RequestFactory(cancelled=True), held_on=date(2025, 6, 1))

    with django_assert_num_queries(1):
        from_sessions = figures.sessions_of(2025)
    year, months = from_sessions

    assert (year.sessions, year.hours, year.attendances, year.without_people) == (
        2, Decimal("3.5"), 12, 1,
    )  # fmt: skip
    assert (year.in_preparation, year.by_trade) == (1, {"建築大工": 2})
    assert year.by_kind["practical_school"] == 2
    assert months.sessions == (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)
    assert months.hours[0] == Decimal(2)
    assert months.hours[11] == Decimal("1.5")
    assert (figures.yearly(2025).sessions, figures.monthly(2025).sessions) == from_sessions


def test_requests_count_by_the_days_held_and_rooms_of_the_same_hours_once():
    spring = decided(school=True, received_on=date(2025, 3, 20), fiscal_year=2025)
    plaster, *others = (TradeFactory(name=name) for name in ("左官", "畳製作", "建具製作"))
    for trade in (plaster, *others):
        SessionFactory(request=spring, held_on=date(2025, 4, 10), trade=trade)
    SessionFactory(request=spring, held_on=date(2025, 5, 8), trade=plaster)
    decided(received_on=date(2025, 4, 2))
    year, months = figures.sessions_of(2025)

    assert (year.requests, year.sessions, year.hours) == (1, 2, Decimal(4))
    assert year.requests_by_kind["practical_school"] == 1
    assert year.by_trade == {"左官": 2, "畳製作": 1, "建具製作": 1}
    assert months.requests == months.sessions == (1, 1, *(0,) * 10)
    assert figures.requests_of(2025)[0].received == 1


def test_person_days_count_who_instructs_for_certain_once_a_day():
    row = decided(school=True)
    day = {"request": row, "held_on": date(2025, 4, 10)}
    morning = SessionFactory(**day, starts_at=time(9), ends_at=time(10))
    noon = SessionFactory(**day, starts_at=time(13), ends_at=time(14))
    meister = AssignmentFactory(session=morning).meister
    AssignmentFactory(session=noon, meister=meister)
    AssignmentFactory(session=noon, role="further", state="tentative")
    AssignmentFactory(
        session=noon, role="further", meister=None, skilled_worker=SkilledWorkerFactory()
    )
    AssignmentFactory(session=noon, role="assistant", meister=None, assistant=AssistantFactory())
    assert figures.sessions_of(2025)[0].person_days == 2
    AssignmentFactory(
        session=SessionFactory(request=row, held_on=date(2025, 4, 11)), meister=meister
    )
    assert figures.sessions_of(2025)[0].person_days == 3
