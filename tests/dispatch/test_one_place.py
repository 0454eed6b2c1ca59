"""Nobody is confirmed for two places at once: the database's own refusal."""

from datetime import date, time
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dispatch.choices import AssignmentState, SessionState, Side
from dispatch.models import Assignment
from tests.factories.meisters import MeisterFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

TENTATIVE, RELEASED = AssignmentState.TENTATIVE, AssignmentState.RELEASED


@pytest.fixture
def booked(db):
    """A meister confirmed from 13:00 to 15:00 on 10 September."""
    return AssignmentFactory()


def book(meister, starts, ends, day=date(2025, 9, 10), **values):
    session = SessionFactory(held_on=day, starts_at=starts, ends_at=ends)
    with transaction.atomic():
        return AssignmentFactory(session=session, meister=meister, **values)


@pytest.mark.parametrize(
    ("starts", "ends"),
    [
        (time(14), time(16)),
        (time(12), time(13, 1)),
        (time(13), time(15)),
        (time(13, 30), time(14)),
        (time(9), time(17)),
    ],
)
def test_overlapping_times_are_refused(booked, starts, ends):
    with pytest.raises(IntegrityError, match="meister_in_one_place"):
        book(booked.meister, starts, ends)


@pytest.mark.parametrize(("starts", "ends"), [(time(15), time(17)), (time(9), time(13))])
def test_adjacent_times_are_fine(booked, starts, ends):
    assert book(booked.meister, starts, ends).pk


def test_other_days_and_other_people_are_fine(booked):
    assert book(booked.meister, time(13), time(15), day=date(2025, 9, 11)).pk
    assert book(MeisterFactory(), time(13), time(15)).pk


def test_a_tentative_booking_keeps_nobody_away(booked):
    tentative = book(booked.meister, time(14), time(16), state=TENTATIVE)
    tentative.state = AssignmentState.CONFIRMED
    with pytest.raises(IntegrityError, match="meister_in_one_place"), transaction.atomic():
        tentative.save()


def test_a_released_person_is_free(booked):
    booked.state, booked.release_reason = RELEASED, "本人の都合"
    booked.save()
    assert book(booked.meister, time(13), time(15)).pk


def test_a_cancelled_session_keeps_nobody(booked):
    session = booked.session
    session.state, session.cancel_side = SessionState.CANCELLED, Side.WEATHER
    session.cancel_reason = "大雪警報"
    session.save()
    assert book(booked.meister, time(13), time(15)).pk


def test_a_session_is_not_moved_onto_another(booked):
    later = book(booked.meister, time(15), time(17)).session
    later.starts_at = time(14, 30)
    with pytest.raises(IntegrityError, match="meister_in_one_place"), transaction.atomic():
        later.save()


def test_a_session_that_moved_takes_its_people_along(booked):
    session = booked.session
    session.starts_at, session.ends_at = time(9), time(11)
    session.save()
    assert book(booked.meister, time(13), time(15)).pk
    with pytest.raises(IntegrityError, match="meister_in_one_place"):
        book(booked.meister, time(10), time(12))


@pytest.mark.django_db(transaction=True)
def test_of_twenty_bookings_at_once_one_holds():
    meister = MeisterFactory()
    sessions = [SessionFactory() for _ in range(20)]
    kept = []

    def confirm(session):
        try:
            Assignment.objects.create(
                session=session, meister=meister, role="lead", state=AssignmentState.CONFIRMED
            )
            kept.append(session.pk)
        except IntegrityError:
            pass
        finally:
            connection.close()

    threads = [Thread(target=confirm, args=(session,)) for session in sessions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == 1
    assert list(Assignment.objects.values_list("session", flat=True)) == kept


QUARTERS = st.tuples(st.integers(28, 84), st.integers(1, 16))


class EveryPairOfTimes(TestCase):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(first=QUARTERS, second=QUARTERS)
    def test_two_ranges_hold_together_if_and_only_if_they_do_not_overlap(self, first, second):
        meister = MeisterFactory()
        (a, b), (c, d) = ((start, min(start + length, 95)) for start, length in (first, second))
        book(meister, _time(a), _time(b))
        apart = b <= c or d <= a
        try:
            book(meister, _time(c), _time(d))
        except IntegrityError:
            assert not apart
        else:
            assert apart


def _time(quarter: int) -> time:
    return time(quarter // 4, quarter % 4 * 15)
