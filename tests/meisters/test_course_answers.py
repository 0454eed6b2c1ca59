"""Replies, attendance and completions typed in; the register follows."""

from datetime import date

import pytest
import time_machine

from aomori_skills.base.workflow import TransitionDenied
from meisters.choices import Attendance, CourseKind, CourseReply, Licence
from meisters.models import Meister, Participation
from meisters.rules import course_cells as cells
from meisters.rules import grid_cells
from meisters.services import course_answers
from meisters.services.course_answers import RowsRefused
from tests.factories.courses import CourseFactory, ParticipationFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2025, 10, 1)


@pytest.fixture(autouse=True)
def on_the_day_after():
    with time_machine.travel("2025-10-02 10:00:00+09:00"):
        yield


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


def typed(row, names, **values) -> grid_cells.Typed:
    """What a page that shows the row as it is sends with ``values`` typed in."""
    shown = grid_cells.cells_of(row, names)
    return grid_cells.Typed(row.pk, grid_cells.digest(shown), shown | values)


def complete(row, by, day=DAY):
    sent = typed(row, cells.COMPLETION_CELLS, attendance=Attendance.ATTENDED, completed_on=day)
    return course_answers.record_results(row.course_id, [sent], by=by)


def take_back(row, by):
    row.refresh_from_db()
    sent = typed(row, cells.COMPLETION_CELLS, completed_on=None)
    return course_answers.record_results(row.course_id, [sent], by=by)


def registered(meister) -> date | None:
    return Meister.objects.values_list("course_completed_on", flat=True).get(pk=meister.pk)


def test_two_people_type_replies_of_different_persons(tanto):
    course = CourseFactory()
    first, second = (ParticipationFactory(course=course) for _ in range(2))
    names = cells.REPLY_CELLS
    yes = {"reply": CourseReply.COMING, "replied_on": DAY, "replied_way": "fax"}
    no = {"reply": CourseReply.NOT_COMING, "replied_on": DAY, "replied_way": "phone"}
    mine = [typed(first, names, **yes), typed(second, names)]
    theirs = [typed(first, names), typed(second, names, **no)]

    counts = [
        course_answers.record_replies(course.pk, sent, by=tanto).count for sent in (mine, theirs)
    ]

    assert counts == [1, 1]
    assert list(Participation.objects.order_by("pk").values_list("reply", flat=True)) == [
        CourseReply.COMING,
        CourseReply.NOT_COMING,
    ]


def test_two_people_who_disagree_about_one_person_are_told(tanto):
    row = ParticipationFactory()
    names = cells.REPLY_CELLS
    yes = typed(row, names, reply=CourseReply.COMING, replied_on=DAY)
    no = typed(row, names, reply=CourseReply.NOT_COMING, replied_on=DAY)
    course_answers.record_replies(row.course_id, [yes], by=tanto)

    with pytest.raises(RowsRefused) as refused:
        course_answers.record_replies(row.course_id, [no], by=tanto)

    assert refused.value.conflicts[row.pk]["reply"] == CourseReply.COMING
    row.refresh_from_db()
    assert row.reply == CourseReply.COMING


def test_completion_goes_into_the_register(tanto):
    row = ParticipationFactory()

    recorded = complete(row, tanto)

    row.refresh_from_db()
    assert (recorded.count, recorded.kept) == (1, ())
    assert (registered(row.meister), row.in_register) == (DAY, True)


def test_a_completion_taken_back_leaves_the_register(tanto):
    row = ParticipationFactory()
    complete(row, tanto)

    take_back(row, tanto)

    row.refresh_from_db()
    assert (registered(row.meister), row.in_register) == (None, False)


def test_the_earliest_completion_counts_and_the_other_takes_over(tanto):
    meister = MeisterFactory(licence=Licence.NOT_HELD)
    early = ParticipationFactory(
        meister=meister, course__starts_on=date(2024, 10, 1), course__reply_by=None
    )
    late = ParticipationFactory(meister=meister)
    complete(late, tanto)
    complete(early, tanto, date(2024, 10, 1))
    both = registered(meister)

    take_back(early, tanto)

    assert (both, registered(meister)) == (date(2024, 10, 1), DAY)
    assert list(Participation.objects.filter(in_register=True)) == [late]


def test_a_date_typed_by_hand_stays_whatever_is_recorded_or_taken_back(tanto):
    by_hand = date(2023, 9, 30)
    row = ParticipationFactory(meister__course_completed_on=by_hand)

    recorded = complete(row, tanto)
    after = registered(row.meister)
    take_back(row, tanto)

    assert recorded.kept == (row.meister,)
    assert (after, registered(row.meister)) == (by_hand, by_hand)


def test_the_same_day_typed_by_hand_before_is_not_lost_either(tanto):
    row = ParticipationFactory(meister__course_completed_on=DAY)
    complete(row, tanto)

    take_back(row, tanto)

    assert registered(row.meister) == DAY


def test_a_date_corrected_by_hand_afterwards_stays(tanto):
    row = ParticipationFactory()
    complete(row, tanto)
    Meister.objects.update(course_completed_on=date(2025, 9, 30))

    take_back(row, tanto)

    assert registered(row.meister) == date(2025, 9, 30)


def test_the_day_of_a_completion_can_be_corrected(tanto):
    row = ParticipationFactory(course__ends_on=date(2025, 10, 2))
    complete(row, tanto, date(2025, 10, 2))
    row.refresh_from_db()

    complete(row, tanto, DAY)

    assert registered(row.meister) == DAY


def test_the_courses_of_the_center_do_not_touch_the_register(tanto):
    row = ParticipationFactory(course__center=True)
    sent = typed(
        row,
        cells.TRAVEL_CELLS,
        attendance=Attendance.ATTENDED,
        travel_means="新青森から新幹線",
        travel_cost=38000,
        nights=2,
        result="安全指導の進め方を学んだ。",
    )

    course_answers.record_results(row.course_id, [sent], by=tanto)

    row.refresh_from_db()
    assert (row.travel_cost, row.nights, row.completed_on) == (38000, 2, None)
    assert row.course.kind == CourseKind.TRAINER
    assert registered(row.meister) is None


@pytest.mark.parametrize(
    ("course", "values", "field", "sentence"),
    [
        (
            {},
            {"attendance": Attendance.PARTLY, "completed_on": DAY},
            "is_completed",
            "修了にできるのは、出欠が「出席」の人だけです。",
        ),
        (
            {"ends_on": date(2025, 10, 3)},
            {"attendance": Attendance.ATTENDED, "completed_on": DAY},
            "is_completed",
            "修了は、最終日になってから記録してください。",
        ),
        (
            {},
            {"attendance": Attendance.ATTENDED, "completed_on": date(2025, 9, 30)},
            "completed_on",
            "修了日は、開催日から今日までの日付を入力してください。",
        ),
    ],
)
def test_what_can_not_be_a_completion(tanto, course, values, field, sentence):
    row = ParticipationFactory(**{f"course__{name}": value for name, value in course.items()})
    sent = typed(row, cells.COMPLETION_CELLS, **values)

    with pytest.raises(RowsRefused) as refused:
        course_answers.record_results(row.course_id, [sent], by=tanto)

    assert refused.value.errors == {row.pk: {field: sentence}}
    assert registered(row.meister) is None


def test_no_attendance_before_the_first_day(tanto):
    row = ParticipationFactory(course__starts_on=date(2025, 10, 3))
    sent = typed(row, cells.COMPLETION_CELLS, attendance=Attendance.ATTENDED)

    with pytest.raises(TransitionDenied, match="開催日（令和7年10月3日）より前"):
        course_answers.record_results(row.course_id, [sent], by=tanto)
