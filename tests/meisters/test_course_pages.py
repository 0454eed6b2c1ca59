"""The pages of a course: planned, chosen, opened."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from meisters.choices import CourseKind, CourseState, Licence
from meisters.models import Course
from tests.factories.courses import CourseFactory, ParticipationFactory
from tests.factories.meisters import MeisterFactory
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


def entry(user, **more):
    return {
        "starts_on": "R7.12.15",
        "starts_at": "13:00",
        "ends_at": "16:30",
        "place": "りんご会館",
        "capacity": "2",
        "reply_by": "2025-12-04",
        "owner": user.pk,
        "form_token": str(uuid4()),
        **more,
    }


def test_a_course_is_planned_and_people_are_chosen_next(client, tanto):
    sent = entry(tanto, _next="1")

    answer = client.post(page("course_create", "teaching"), sent)
    again = client.post(page("course_create", "teaching"), sent)

    course = Course.objects.get()
    assert answer.url == again.url == page("course_choose", course.pk)
    assert (course.kind, course.state) == (CourseKind.TEACHING, CourseState.PLANNED)
    assert course.label == "指導技法等講習（R7.12.15）"
    assert [step.label for step in course.steps.all()] == ["計画"]


def test_the_kind_decides_what_is_asked(client, tanto):
    ours = client.get(page("course_create", "teaching")).context["form"].fields
    center = client.get(page("course_create", "exchange")).context["form"].fields

    assert set(ours) - set(center) == {"instructor", "material", "capacity", "expenses"}
    assert client.get(page("course_create", "other")).status_code == 404


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("starts_on", "", "開催日を入力してください。"),
        ("starts_on", "令和7年2月30日", "令和7年2月の日は1から28までの数字で入力してください。"),
        ("ends_on", "R7.12.12", "最終日は開催日以後の日付を入力してください。"),
        ("ends_on", "R8.12.15", "最終日は開催日から31日以内の日付を入力してください。"),
        ("ends_at", "13:00", "終了時刻は開始時刻より後の時刻を入力してください。"),
        ("reply_by", "R7.12.16", "回答期限は開催日以前の日付を入力してください。"),
        ("capacity", "0", "定員は1以上で入力してください。"),
        ("capacity", "9" * 31, "定員は"),
        ("place", "🍎", "会場に使えない文字（🍎）があります。"),
    ],
)
def test_what_can_not_be_taken_is_said(client, tanto, field, typed, sentence):
    answer = client.post(page("course_create", "teaching"), entry(tanto) | {field: typed})

    errors = [text for texts in answer.context["form"].errors.values() for text in texts]
    assert answer.status_code == 422
    assert [text for text in errors if sentence in text] == errors != []
    assert Course.objects.count() == 0


def test_a_changed_day_reminds_of_those_who_were_invited(client, tanto):
    course = CourseFactory(owner=tanto)
    ParticipationFactory(course=course, invited=True)
    form = forms_of(client.get(page("course_edit", course.pk)).content.decode())[0]

    answer = client.post(page("course_edit", course.pk), form.data | {"place": ["ねぶた会館"]})

    assert said(client, answer)[1] == (
        "案内した人が1人います。日時や会場の変更を、文書か電話で知らせてください。"
    )


def test_the_choice_begins_with_those_who_must(client, tanto):
    course = CourseFactory(starts_on=date(2025, 12, 15), owner=tanto)
    ParticipationFactory(course=course)
    must = MeisterFactory(licence=Licence.NOT_HELD)
    invited = ParticipationFactory(
        meister=must, invited=True, course__starts_on=date(2024, 10, 1), course__reply_by=None
    )
    unknown = MeisterFactory(licence=Licence.UNKNOWN)
    may = MeisterFactory(licence=Licence.HELD)
    done = MeisterFactory(licence=Licence.NOT_HELD, course_completed_on=date(2024, 1, 5))
    MeisterFactory(state="paused", licence=Licence.NOT_HELD)

    answer = client.get(page("course_choose", course.pk) + "?select=required")

    groups = answer.context["groups"]
    assert [rows for _, rows in groups] == [[must], [unknown], [may], [done]]
    assert answer.context["chosen"] == {str(must.pk)}
    assert groups[0][1][0].invited_to == invited.course.starts_on
    assert "必須・未修了（職業訓練指導員免許がありません）" in answer.content.decode()
    assert answer.context["capacity"] == "定員20人に対して1人で、あと19人です。"


def test_an_overrun_is_said_and_not_refused(client, tanto):
    course = CourseFactory(capacity=1, owner=tanto, starts_on=date(2025, 12, 15))
    people = [MeisterFactory(licence=Licence.NOT_HELD).pk for _ in range(2)]

    answer = client.post(page("course_choose", course.pk), {"meister": people})

    shown = client.get(answer.url).content.decode()
    assert course.participations.count() == 2
    assert "の受講者に2人を加えました。次は案内を作ってください。" in shown
    assert shown.count("定員1人に対して2人で、1人超えています。") == 1


def test_choosing_nobody_is_answered(client, tanto):
    course = CourseFactory(owner=tanto)
    MeisterFactory()

    answer = client.post(page("course_choose", course.pk), {})

    assert answer.status_code == 422
    assert "加える人を選んでください。" in answer.content.decode()


@pytest.mark.parametrize("tab", ["overview", "people", "letters", "history"])
@pytest.mark.parametrize("center", [False, True])
def test_each_tab_opens(client, tanto, tab, center):
    course = CourseFactory(center=center, owner=tanto)
    row = ParticipationFactory(course=course, invited=True, coming=True)

    answer = client.get(course.get_absolute_url(), {"tab": tab})

    assert answer.status_code == 200
    assert (str(row.meister) in answer.content.decode()) == (tab != "overview")


@pytest.mark.parametrize("name", ["course_choose", "course_replies", "course_detail"])
def test_the_pages_of_people_ask_the_same_number_of_questions(
    client, tanto, name, django_assert_max_num_queries
):
    course = CourseFactory(owner=tanto)

    def cost(count):
        for _ in range(count):
            ParticipationFactory(course=course)
            MeisterFactory()
        with django_assert_max_num_queries(15) as asked:
            client.get(page(name, course.pk), {"tab": "people"})
        return len(asked)

    cost(1)
    assert cost(1) == cost(3)


def test_the_meister_s_page_shows_courses_and_the_way_to_the_next(client, tanto):
    row = ParticipationFactory(
        course__owner=tanto, course__title="令和7年度指導技法等講習", coming=True
    )
    CourseFactory(starts_on=date(2025, 12, 15), owner=tanto)

    shown = client.get(row.meister.get_absolute_url(), {"tab": "training"}).content.decode()

    assert "令和7年度指導技法等講習" in shown
    assert "指導技法等講習（R7.12.15）の受講者に加える" in shown
