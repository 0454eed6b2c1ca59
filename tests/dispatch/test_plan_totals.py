"""What the sessions of a plan come to: hours by person and role, 延べ and 実 never mixed."""

from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from dispatch.choices import AssignmentState, InstructorRole, SessionState
from dispatch.models import Assistant
from dispatch.rules.occasions import hours_of, minutes_of, minutes_of_all
from dispatch.rules.plan_rows import plan_rows
from dispatch.rules.plan_totals import totals
from tests.factories.meisters import MeisterFactory
from tests.factories.requests import MaterialFactory, RequestFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db
DAY = date(2025, 9, 10)


def assistant() -> Assistant:
    return Assistant.objects.create(
        family_name="平川", given_name="みどり", family_kana="ヒラカワ", given_kana="ミドリ"
    )


@pytest.fixture
def school_day():
    """68 pupils, three rooms at once and one more in the afternoon, five who go."""
    row = RequestFactory(state="adjusting", people=68)
    leads = [
        MeisterFactory(family_name=name, given_name="太郎") for name in ("岩木", "八甲田", "白神")
    ]
    helper = assistant()
    for lead, people in zip(leads, (23, 23, 22), strict=True):
        session = SessionFactory(
            request=row, held_on=DAY, starts_at=time(9), ends_at=time(11, 30), people=people
        )
        session.break_minutes = 10
        session.save()
        AssignmentFactory(session=session, meister=lead)
    AssignmentFactory(session=session, meister=None, assistant=helper, role="assistant")
    late = SessionFactory(request=row, held_on=DAY, people=None)
    AssignmentFactory(session=late, meister=leads[0], state=AssignmentState.TENTATIVE)
    AssignmentFactory(session=late, meister=leads[1], role=InstructorRole.FURTHER)
    MaterialFactory(request=row)
    return row


def test_the_totals_of_a_school_day(school_day, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = totals(school_day)

    assert (found.sessions, found.days, found.hours) == (2, 1, Decimal("4.33"))
    assert (found.rows, found.row_hours) == (4, Decimal("9.00"))
    assert found.sessions_words == "2回（1日、会場・職種別に延べ4回）"
    assert found.hours_words == "4.33時間（延べ9時間）"
    assert (found.first_day, found.last_day) == (DAY, DAY)
    assert (found.people, found.attendances, found.without_people) == (68, 68, 1)
    assert (found.without_lead, found.person_days) == (1, 4)
    assert (found.materials.net, found.materials.gross) == (6000, 6600)


def test_hours_by_person_and_role(school_day):
    found = totals(school_day)

    assert [
        (one.role.label, one.person.family_name, one.sessions, one.hours, one.confirmed, one.days)
        for one in found.persons
    ] == [
        ("主たる指導者", "岩木", 2, Decimal("4.33"), 1, 1),
        ("主たる指導者", "八甲田", 1, Decimal("2.33"), 1, 1),
        ("主たる指導者", "白神", 1, Decimal("2.33"), 1, 1),
        ("指導者", "八甲田", 1, Decimal("2.00"), 1, 1),
        ("補助員", "平川", 1, Decimal("2.33"), 1, 1),
    ]
    assert [(one.role.label, one.people, one.sessions, one.hours) for one in found.roles] == [
        ("主たる指導者", 3, 4, Decimal("9.00")),
        ("指導者", 1, 1, Decimal("2.00")),
        ("補助員", 1, 1, Decimal("2.33")),
    ]


def test_the_cancelled_and_the_released_count_nowhere(school_day):
    last = school_day.sessions.order_by("starts_at").last()
    last.state, last.cancel_side, last.cancel_reason = SessionState.CANCELLED, "weather", "大雪"
    last.save()
    gone = school_day.sessions.order_by("pk").first().assignments.get()
    gone.state, gone.release_reason = AssignmentState.RELEASED, "本人の都合"
    gone.save()
    found = totals(school_day)

    assert (found.sessions, found.hours, found.without_people) == (1, Decimal("2.33"), 0)
    assert (found.rows, found.row_hours) == (3, Decimal("7.00"))
    assert [one.person.family_name for one in found.persons] == ["八甲田", "白神", "平川"]
    assert (found.without_lead, found.person_days) == (1, 3)


def test_a_request_without_sessions():
    found = totals(RequestFactory(people=None))

    assert (found.sessions, found.hours, found.first_day, found.people) == (0, 0, None, None)
    assert (found.persons, found.roles, found.materials.net) == ((), (), 0)


def test_the_rows_of_the_plan_are_those_of_the_sessions(school_day):
    rows = plan_rows(school_day.sessions.with_people())

    assert [(row.number, row.times, row.hours, row.people) for row in rows] == [
        (1, "09:00～11:30", Decimal("2.33"), 23),
        (1, "09:00～11:30", Decimal("2.33"), 23),
        (1, "09:00～11:30", Decimal("2.33"), 22),
        (2, "13:00～15:00", Decimal("2.00"), None),
    ]
    assert [row.instructors for row in rows[2:]] == [
        ("白神 太郎",),
        ("岩木 太郎（仮）", "八甲田 太郎"),
    ]
    assert [row.assistants for row in rows[2:]] == [("平川 みどり",), ()]


SPANS = st.lists(
    st.tuples(st.integers(0, 20), st.integers(8 * 60, 16 * 60), st.integers(1, 240)),
    min_size=1,
    max_size=5,
)


class EveryPlan(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(spans=SPANS, pause=st.integers(0, 240))
    def test_minutes_add_up_by_session_person_and_role(self, spans, pause):
        row = RequestFactory(state="adjusting")
        meister = MeisterFactory()
        for after, start, length in spans:
            session = SessionFactory(
                request=row,
                held_on=DAY + timedelta(days=after),
                starts_at=time(start // 60, start % 60),
                ends_at=time((start + length) // 60, (start + length) % 60),
                break_minutes=pause,
            )
            AssignmentFactory(session=session, meister=meister, state="tentative")
        found = totals(row)
        each = [max(length - pause, 0) for _, _, length in spans]
        assert [minutes_of(one) for one in row.sessions.order_by("pk")] == each
        assert found.row_minutes == sum(each)
        assert found.minutes == minutes_of_all(row.sessions.all())
        assert [one.minutes for one in found.persons] == [sum(each)]
        assert [one.minutes for one in found.roles] == [sum(each)]
        assert found.row_hours == hours_of(sum(each))
        assert found.hours == hours_of(found.minutes)
        assert found.days == found.person_days == len({after for after, _, _ in spans})
