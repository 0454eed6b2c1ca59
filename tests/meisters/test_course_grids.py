"""Replies, attendance and completion typed on one screen."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from meisters.choices import Attendance, CourseReply, CourseState
from meisters.models import Meister, Participation
from tests.factories.courses import CourseFactory, ParticipationFactory
from tests.factories.office import UserFactory
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db
PURPOSE = {"purpose": "センターへの提出・報告", "purpose_note": ""}


@pytest.fixture(autouse=True)
def on_the_day_after():
    with time_machine.travel("2025-10-02 10:00:00+09:00"):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def page(name, *keys) -> str:
    return reverse(f"meisters:{name}", args=keys)


def said(client, answer) -> list[str]:
    return [str(one) for one in client.get(answer.url).context["messages"]]


def grid(client, name, course):
    """The grid's form as a browser would send it."""
    return forms_of(client.get(page(name, course.pk)).content.decode())[0]


def test_replies_are_typed_on_one_screen(client, tanto):
    course = CourseFactory(owner=tanto)
    first, second = (ParticipationFactory(course=course) for _ in range(2))
    sent = grid(client, "course_replies", course).data
    days = sent[f"{first.pk}-replied_on"], sent[f"{second.pk}-replied_on"]
    sent |= {f"{first.pk}-reply": ["coming"], f"{first.pk}-replied_way": ["fax"]}
    sent |= {f"{first.pk}-replied_on": ["R7.10.2"]}

    answer = client.post(page("course_replies", course.pk), sent)

    first.refresh_from_db()
    second.refresh_from_db()
    assert said(client, answer) == ["指導技法等講習（R7.10.1）の1人分を保存しました。"]
    assert (first.reply, first.replied_on, first.replied_way) == (
        CourseReply.COMING,
        date(2025, 10, 2),
        "fax",
    )
    assert (second.reply, second.replied_on) == (CourseReply.PENDING, None)
    assert days == ([""], [""])


def test_the_second_typist_sees_both_and_may_insist(client, tanto):
    row = ParticipationFactory(course__owner=tanto)
    opened = grid(client, "course_replies", row.course).data
    url = page("course_replies", row.course.pk)
    opened |= {f"{row.pk}-replied_on": ["R7.10.2"]}
    client.post(url, opened | {f"{row.pk}-reply": ["coming"]})

    refused = client.post(url, opened | {f"{row.pk}-reply": ["not_coming"]})
    shown = forms_of(refused.content.decode())[0].data
    insisted = client.post(url, shown)

    row.refresh_from_db()
    assert refused.status_code == 422
    assert [(one.theirs, one.yours) for one in refused.context["grid"].differences] == [
        ("出席", "欠席")
    ]
    assert shown[f"{row.pk}-reply"] == ["not_coming"]
    assert (insisted.status_code, row.reply) == (302, CourseReply.NOT_COMING)


def test_somebody_taken_off_meanwhile_is_told(client, tanto):
    course = CourseFactory(owner=tanto)
    gone, here = (ParticipationFactory(course=course) for _ in range(2))
    sent = grid(client, "course_replies", course).data | {f"{here.pk}-replied_on": ["R7.10.2"]}
    client.post(page("participation_remove", gone.pk))

    answer = client.post(page("course_replies", course.pk), sent | {f"{here.pk}-reply": ["coming"]})

    assert said(client, answer)[-1].startswith("入力中に、ほかの職員が1人を受講者から外しました。")


def test_attendance_and_completion_then_the_course_is_held(client, tanto):
    course = CourseFactory(owner=tanto)
    done, unknown = (ParticipationFactory(course=course) for _ in range(2))
    sent = grid(client, "course_results", course).data
    sent |= {f"{done.pk}-attendance": ["attended"], f"{done.pk}-is_completed": ["on"]}

    answer = client.post(page("course_results", course.pk), sent | {"_next": ["1"]})
    confirm = client.get(answer.url)
    client.post(answer.url, {"comment": ""})

    done.refresh_from_db()
    course.refresh_from_db()
    assert done.completed_on == date(2025, 10, 1)
    assert Meister.objects.get(pk=done.meister_id).course_completed_on == date(2025, 10, 1)
    assert [item for item, _ in confirm.context["skipped"]] == [f"{unknown.meister}さん"]
    assert course.state == CourseState.HELD
    assert Participation.objects.get(pk=unknown.pk).attendance == Attendance.UNKNOWN


def test_a_wrong_completion_is_said_at_its_cell_and_stays_typed(client, tanto):
    row = ParticipationFactory(course__owner=tanto)
    sent = grid(client, "course_results", row.course).data
    sent |= {
        f"{row.pk}-attendance": ["absent"],
        f"{row.pk}-is_completed": ["on"],
        f"{row.pk}-result": ["途中で早退"],
    }

    answer = client.post(page("course_results", row.course.pk), sent)

    text = answer.content.decode()
    assert answer.status_code == 422
    assert "修了にできるのは、出欠が「出席」の人だけです。" in text
    assert "途中で早退" in text


def test_before_the_day_there_is_no_attendance_to_type(client, tanto):
    course = CourseFactory(starts_on=date(2025, 12, 15), owner=tanto)

    answer = client.get(page("course_results", course.pk))

    assert answer.url == course.get_absolute_url()
