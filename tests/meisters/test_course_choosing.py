"""Who is offered for a course of the center, and what stands beside each."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from meisters.choices import Attendance, CourseKind, Licence
from tests.factories.courses import CourseFactory, ParticipationFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 15)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-11-10 10:00:00+09:00"):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def choosing(client, course):
    return client.get(reverse("meisters:course_choose", args=(course.pk,)) + "?select=required")


def test_a_course_of_the_center_obliges_nobody(client, tanto):
    course = CourseFactory(center=True, starts_on=DAY, owner=tanto)
    people = {MeisterFactory(licence=licence) for licence in Licence.values}
    people.add(MeisterFactory(course_completed_on=date(2024, 1, 5)))
    MeisterFactory(state="paused")
    elsewhere = ParticipationFactory(
        course__center=True, course__starts_on=date(2025, 12, 1)
    ).meister

    answer = choosing(client, course)

    groups = [(title, set(rows)) for title, rows in answer.context["groups"]]
    shown = answer.content.decode()
    assert groups == [
        ("受講が任意の人", people),
        ("別の回の受講者（案内中・出席の回答を含む）", {elsewhere}),
    ]
    assert answer.context["chosen"] == set()
    assert "必須" not in shown
    assert "指導技法等講習" not in shown


def test_the_earlier_courses_of_the_kind_are_told(client, tanto):
    course = CourseFactory(center=True, starts_on=DAY, owner=tanto)
    came, never, other = (MeisterFactory() for _ in range(3))
    for day, attendance in (
        (date(2024, 9, 5), Attendance.ATTENDED),
        (date(2025, 9, 5), Attendance.PARTLY),
        (date(2025, 7, 5), Attendance.ABSENT),
    ):
        held = CourseFactory(center=True, starts_on=day, reply_by=None)
        ParticipationFactory(course=held, meister=came, attendance=attendance)
    meeting = CourseFactory(kind=CourseKind.EXCHANGE, starts_on=date(2025, 6, 5), reply_by=None)
    ParticipationFactory(course=meeting, meister=other, attendance=Attendance.ATTENDED)

    answer = choosing(client, course)

    [(_, rows), *rest] = answer.context["groups"]
    partly = Attendance.PARTLY.label
    assert {row: row.earlier for row in rows} == {never: [], other: []} | (
        {came: [f"R7.9.5の回に{partly}", "R6.9.5の回に出席"]} if came in rows else {}
    )
    assert came in rows or came in rest[0][1]


def test_nothing_is_said_twice_beside_a_person(client, tanto):
    course = CourseFactory(starts_on=DAY, owner=tanto)
    other = CourseFactory(starts_on=date(2025, 12, 1))
    twice = ParticipationFactory(course=other, invited=True, coming=True).meister
    once = ParticipationFactory(
        invited=True, course__starts_on=date(2024, 10, 1), course__reply_by=None
    ).meister
    never = MeisterFactory()

    answer = choosing(client, course)

    told = {row: row.told for _, rows in answer.context["groups"] for row in rows}
    assert told == {
        twice: ["R7.12.1の回に出席の回答", "1回案内"],
        once: ["R6.10.1の回", "1回案内"],
        never: [],
    }


@pytest.mark.parametrize("title", ["", "指導技法等講習"])
def test_the_head_names_the_course_once(client, tanto, title):
    course = CourseFactory(title=title, owner=tanto)

    answer = client.get(course.get_absolute_url())

    assert (answer.context["kind"], answer.context["title"]) == ("講習・研修", "指導技法等講習")
