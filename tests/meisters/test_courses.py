"""Courses and their people: added, taken off, held, cancelled with what has not left."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import MessageState
from aomori_skills.paperwork.models import OutgoingMessage
from aomori_skills.paperwork.services import outbox
from meisters.choices import Attendance, CourseState, Licence, Obligation
from meisters.models import Meister, Participation
from meisters.services import course_answers, courses
from tests.factories.courses import CourseFactory, ParticipationFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.outbox import MAIL, drafted

pytestmark = pytest.mark.django_db
DAY = date(2025, 10, 1)


@pytest.fixture(autouse=True)
def on_the_day_after():
    with time_machine.travel("2025-10-02 10:00:00+09:00"):
        yield


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


def test_the_obligation_of_the_day_stays_with_the_participation(tanto):
    course = CourseFactory()
    people = [
        MeisterFactory(licence=Licence.NOT_HELD),
        MeisterFactory(licence=Licence.UNKNOWN),
        MeisterFactory(licence=Licence.HELD),
        MeisterFactory(licence=Licence.NOT_HELD, course_completed_on=date(2024, 9, 1)),
        MeisterFactory(licence=Licence.NOT_HELD, state="paused"),
    ]

    added = courses.add(course.pk, [one.pk for one in people], by=tanto)
    again = courses.add(course.pk, [one.pk for one in people], by=tanto)
    Meister.objects.update(licence=Licence.HELD)

    assert (len(added), again) == (4, [])
    found = Participation.objects.order_by("meister").values_list("meister", "obligation")
    assert list(found) == [
        (people[0].pk, Obligation.REQUIRED),
        (people[1].pk, Obligation.UNKNOWN),
        (people[2].pk, Obligation.OPTIONAL),
        (people[3].pk, Obligation.OPTIONAL),
    ]


@pytest.mark.parametrize("state", [CourseState.HELD, CourseState.CANCELLED])
def test_nobody_is_added_to_what_is_over(tanto, state):
    course = CourseFactory(state=state)

    with pytest.raises(TransitionDenied, match="受講者を加えられません"):
        courses.add(course.pk, [MeisterFactory().pk], by=tanto)


def test_somebody_is_taken_off_while_nothing_has_happened(tanto):
    row = ParticipationFactory()

    courses.remove(row.pk, by=tanto)

    assert Participation.objects.count() == 0


@pytest.mark.parametrize(
    "happened", [{"invited": True}, {"coming": True}, {"attendance": Attendance.ABSENT}]
)
def test_nobody_is_taken_off_with_whom_something_has_happened(tanto, happened):
    row = ParticipationFactory(**happened)

    with pytest.raises(TransitionDenied, match="案内や回答の記録がある"):
        courses.remove(row.pk, by=tanto)
    assert Participation.objects.count() == 1


@pytest.mark.parametrize("state", CourseState)
@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("hold", {CourseState.PLANNED}),
        ("cancel", {CourseState.PLANNED}),
        ("reopen", {CourseState.HELD, CourseState.CANCELLED}),
    ],
)
def test_each_step_from_each_state(tanto, state, name, source):
    course = CourseFactory(state=state)

    if state in source:
        courses.take_step(course.pk, name, by=tanto, comment="日程の見直し")
        assert [step.comment for step in course.steps.all()] == ["日程の見直し"]
    else:
        with pytest.raises(TransitionDenied):
            courses.take_step(course.pk, name, by=tanto, comment="日程の見直し")
        assert course.steps.count() == 0


@pytest.mark.parametrize("name", ["cancel", "reopen"])
def test_some_steps_ask_for_a_reason(tanto, name):
    state = CourseState.PLANNED if name == "cancel" else CourseState.HELD
    course = CourseFactory(state=state)

    with pytest.raises(TransitionDenied, match="理由を入力してください"):
        courses.take_step(course.pk, name, by=tanto)


def test_a_course_is_not_held_before_its_last_day(tanto):
    course = CourseFactory(starts_on=DAY, ends_on=date(2025, 10, 3))

    with pytest.raises(TransitionDenied, match="最終日（令和7年10月3日）より前"):
        courses.take_step(course.pk, "hold", by=tanto)


def test_a_course_that_somebody_attended_is_not_cancelled(tanto):
    row = ParticipationFactory(attendance=Attendance.PARTLY)

    with pytest.raises(TransitionDenied, match="出席を記録した人が1人"):
        courses.take_step(row.course_id, "cancel", by=tanto, comment="大雪")


@pytest.fixture
def office():
    ProfileFactory()


def unsent(by, state=MessageState.DRAFT):
    """A mail that may still leave; a scheduled one waits for the next day."""
    message = drafted(by=by, addressee=MAIL)
    if state == MessageState.SCHEDULED:
        return outbox.schedule(message.pk, by=by, send_at=timezone.now() + timedelta(days=1))
    return message


def test_what_has_not_left_is_taken_back_with_the_course(tanto, office):
    course = CourseFactory()
    planned = ParticipationFactory(course=course, message=unsent(tanto, MessageState.SCHEDULED))
    ready = ParticipationFactory(course=course, message=unsent(tanto))
    reminded = ParticipationFactory(course=course, invited=True, reminder=unsent(tanto))

    taken = courses.take_step(course.pk, "cancel", by=tanto, comment="大雪")

    for row in (planned, ready, reminded):
        row.refresh_from_db()
    assert taken.letters_cancelled == 3
    assert [row.message.state for row in (planned, ready, reminded)] == [
        MessageState.CANCELLED,
        MessageState.CANCELLED,
        MessageState.SENT,
    ]
    assert reminded.reminder.state == MessageState.CANCELLED
    assert "の中止" in planned.message.steps.latest("pk").comment


def test_the_letter_to_a_record_merged_away_is_taken_back_too(tanto, office):
    row = ParticipationFactory(message=unsent(tanto))
    Meister.objects.filter(pk=row.meister_id).update(merged_into=MeisterFactory())

    courses.take_step(row.course_id, "cancel", by=tanto, comment="大雪")

    row.message.refresh_from_db()
    assert row.message.state == MessageState.CANCELLED


def test_a_course_is_not_cancelled_while_its_mail_is_being_handed_over(tanto, office):
    message = unsent(tanto, MessageState.SCHEDULED)
    OutgoingMessage.objects.filter(pk=message.pk).update(sending_since=timezone.now())
    row = ParticipationFactory(message=message)

    with pytest.raises(TransitionDenied, match="送信中です"):
        courses.take_step(row.course_id, "cancel", by=tanto, comment="大雪")

    row.course.refresh_from_db()
    assert row.course.state == CourseState.PLANNED


def test_the_page_says_how_many_letters_are_taken_back(client, tanto):
    client.force_login(tanto)
    row = ParticipationFactory(message=unsent(tanto))
    url = reverse("meisters:course_step", args=(row.course_id, "cancel"))

    asked = client.get(url).content.decode()
    sent = {"comment": "大雪", "form_token": str(uuid4())}
    done = client.post(url, sent, follow=True)

    assert "まだ送っていない案内・催促が1件あります。" in asked
    assert [str(one) for one in done.context["messages"]] == [
        f"{row.course.label}を「中止」にしました。まだ送っていなかった案内・催促1件を取り消しました。"
    ]


def test_unknown_attendance_stays_unknown_when_the_course_is_held(tanto):
    row = ParticipationFactory()

    courses.take_step(row.course_id, "hold", by=tanto)

    row.refresh_from_db()
    assert row.attendance == Attendance.UNKNOWN


@pytest.mark.parametrize("trait", ["kaikei", "etsuran", "kanri"])
def test_others_may_not_write(trait):
    by, row = UserFactory(**{trait: True}), ParticipationFactory()
    acts = (
        lambda: courses.add(row.course_id, [], by=by),
        lambda: courses.remove(row.pk, by=by),
        lambda: courses.take_step(row.course_id, "hold", by=by),
        lambda: course_answers.record_replies(row.course_id, [], by=by),
        lambda: course_answers.record_results(row.course_id, [], by=by),
    )

    for act in acts:
        with pytest.raises(TransitionDenied, match="権限がありません"):
            act()


def test_who_is_open_is_required_or_unknown_and_active():
    must = MeisterFactory(licence=Licence.NOT_HELD)
    unknown = MeisterFactory(licence=Licence.UNKNOWN)
    MeisterFactory(licence=Licence.HELD)
    MeisterFactory(licence=Licence.NOT_HELD, course_completed_on=DAY)
    MeisterFactory(licence=Licence.NOT_HELD, state="resigned")

    assert set(Meister.objects.without_course()) == {must, unknown}


def test_invitations_are_counted_when_they_left_or_were_answered():
    meister = MeisterFactory(licence=Licence.NOT_HELD)
    ParticipationFactory(meister=meister)
    ParticipationFactory(
        meister=meister, invited=True, course__starts_on=date(2024, 10, 1), course__reply_by=None
    )
    ParticipationFactory(meister=meister, coming=True)
    ParticipationFactory(meister=meister, invited=True, course__center=True)

    found = Meister.objects.with_invitations().get(pk=meister.pk)

    assert (found.invited_times, found.invited_to, found.last_reply) == (2, DAY, "coming")
