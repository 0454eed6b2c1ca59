"""Two people at one course in the same moment, on real PostgreSQL."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import Attendance, Licence
from meisters.models import Meister, Participation
from meisters.rules import course_cells as cells
from meisters.rules import grid_cells
from meisters.services import course_answers, course_certificates, courses
from meisters.services.course_answers import RowsRefused
from tests.factories.courses import CourseFactory, ParticipationFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
DAY = date(2025, 10, 1)


def at_once(*acts):
    """Run ``acts`` together; return how each ended: None, or the refusal's kind."""
    gate, ends = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        gate.wait()
        try:
            act()
        except (TransitionDenied, RowsRefused) as refused:
            ends[place] = type(refused)
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def completed(row, by):
    shown = grid_cells.cells_of(row, cells.COMPLETION_CELLS)
    values = shown | {"attendance": Attendance.ATTENDED, "completed_on": row.course.starts_on}
    sent = grid_cells.Typed(row.pk, grid_cells.digest(shown), values)
    return lambda: course_answers.record_results(row.course_id, [sent], by=by)


def test_one_person_is_added_once():
    tanto, course = UserFactory(tanto=True), CourseFactory()
    meister = MeisterFactory(licence=Licence.NOT_HELD)

    ends = at_once(*[lambda: courses.add(course.pk, [meister.pk], by=tanto)] * 2)

    assert ends == [None, None]
    assert Participation.objects.count() == 1


def test_two_answers_for_one_person_are_not_both_taken():
    tanto, row = UserFactory(tanto=True), ParticipationFactory()

    def answer(reply):
        shown = grid_cells.cells_of(row, cells.REPLY_CELLS)
        sent = grid_cells.Typed(
            row.pk, grid_cells.digest(shown), shown | {"reply": reply, "replied_on": DAY}
        )
        return lambda: course_answers.record_replies(row.course_id, [sent], by=tanto)

    ends = at_once(answer("coming"), answer("not_coming"))

    assert set(ends) == {None, RowsRefused}


def test_two_courses_completed_at_once_leave_the_earlier_day():
    tanto, meister = UserFactory(tanto=True), MeisterFactory(licence=Licence.NOT_HELD)
    rows = [
        ParticipationFactory(meister=meister, course__starts_on=day, course__reply_by=None)
        for day in (date(2025, 9, 1), DAY)
    ]

    ends = at_once(*(completed(row, tanto) for row in rows))

    assert ends == [None, None]
    assert Meister.objects.get().course_completed_on == date(2025, 9, 1)
    assert list(Participation.objects.filter(in_register=True)) == [rows[0]]


def test_one_certificate_for_one_person():
    tanto, row = UserFactory(tanto=True), ParticipationFactory(completed=True)
    ProfileFactory()

    ends = at_once(
        *[lambda: course_certificates.issue(row.pk, by=tanto, issued_on=date(2025, 10, 2))] * 2
    )

    assert set(ends) == {None, TransitionDenied}


def test_nobody_is_taken_off_while_an_answer_comes_in():
    tanto, row = UserFactory(tanto=True), ParticipationFactory()
    shown = grid_cells.cells_of(row, cells.REPLY_CELLS)
    sent = grid_cells.Typed(
        row.pk, grid_cells.digest(shown), shown | {"reply": "coming", "replied_on": DAY}
    )

    ends = at_once(
        lambda: courses.remove(row.pk, by=tanto),
        lambda: course_answers.record_replies(row.course_id, [sent], by=tanto),
    )

    left = Participation.objects.values_list("reply", flat=True)
    assert (ends, list(left)) in (
        ([None, None], []),
        ([TransitionDenied, None], ["coming"]),
    )
