"""What a course allows once its day, or the day to answer by, has passed."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import OutgoingMessage
from aomori_skills.paperwork.services import templates
from meisters.papers import course_letters
from meisters.services import course_invitations
from tests.factories.courses import CourseFactory, ParticipationFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db
OVER = {"starts_on": date(2025, 11, 9), "reply_by": date(2025, 11, 1)}
UNANSWERABLE = {"starts_on": date(2025, 11, 30), "reply_by": date(2025, 11, 9)}
TOO_LATE = (
    "開催日（令和7年11月9日）を過ぎているため、{}を作れません。"
    "日付が違うときは、先に直してください。"
)
CHANGE = "回答期限（令和7年11月9日）を過ぎています。回答期限を変更してから、案内を作ってください。"


@pytest.fixture(autouse=True)
def office():
    templates.load(course_letters.TEMPLATES)
    ProfileFactory()
    with time_machine.travel("2025-11-10 10:00:00+09:00"):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def page(name, course) -> str:
    return reverse(f"meisters:{name}", args=(course.pk,))


def typed(row) -> dict:
    return {"participation": [row.pk], "dated_on": "R7.11.10", "form_token": str(uuid4())}


@pytest.mark.parametrize(
    ("days", "name", "sentence"),
    [
        (OVER, "course_invite", TOO_LATE.format("案内")),
        (OVER, "course_remind", TOO_LATE.format("催促の文書")),
        (UNANSWERABLE, "course_invite", CHANGE),
    ],
)
def test_no_letter_comes_too_late(client, tanto, days, name, sentence):
    course = CourseFactory(owner=tanto, **days)
    reminder = name == "course_remind"
    row = ParticipationFactory(course=course, invited=reminder)
    before = OutgoingMessage.objects.count()

    shown = client.get(page(name, course))
    sent = client.post(page(name, course), typed(row))

    assert (list(shown.context["rows"]), shown.context["nobody"]) == ([], sentence)
    assert [way.url for way in shown.context["ways"]] == [page("course_edit", course)]
    assert sentence in shown.content.decode()
    assert sent.context["form"].non_field_errors() == [sentence]
    with pytest.raises(TransitionDenied, match=sentence[:5]):
        course_invitations.start(
            course, [row.pk], by=tanto, dated_on=date(2025, 11, 10), reminder=reminder
        )
    assert OutgoingMessage.objects.count() == before


@pytest.mark.parametrize(
    ("days", "name"),
    [
        ({"starts_on": date(2025, 11, 10), "reply_by": date(2025, 11, 10)}, "course_invite"),
        ({"starts_on": date(2025, 11, 30), "reply_by": None}, "course_invite"),
        (UNANSWERABLE, "course_remind"),
    ],
)
def test_a_letter_in_time_is_drafted(client, tanto, days, name):
    course = CourseFactory(owner=tanto, **days)
    row = ParticipationFactory(course=course, invited=name == "course_remind")
    before = OutgoingMessage.objects.count()

    client.post(page(name, course), typed(row))

    assert OutgoingMessage.objects.count() == before + 1


def test_who_is_added_after_the_day_has_no_invitation_to_come(client, tanto):
    course = CourseFactory(owner=tanto, center=True, **OVER)
    person = MeisterFactory()

    offered = client.get(page("course_choose", course)).content.decode()
    answer = client.post(page("course_choose", course), {"meister": [person.pk]}, follow=True)

    said = [str(one) for one in answer.context["messages"]]
    assert "加えて案内を作る" not in offered
    assert said == [
        f"{course.label}の受講者に1人を加えました。"
        "次は「出欠・旅費・成果を入力する」へ進んでください。"
    ]
    assert answer.context["primary"].label == "出欠・旅費・成果を入力する"
