"""What the pages of courses lead to: drafts, people of another day, days to come, closed days."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import MessageBatch
from aomori_skills.paperwork.services import templates
from meisters.choices import CourseState, Licence
from meisters.models import Course
from meisters.papers import course_letters
from meisters.services import course_invitations, courses
from tests.factories.courses import CourseFactory, ParticipationFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db
DAY = date(2025, 12, 15)


@pytest.fixture(autouse=True)
def in_autumn():
    with time_machine.travel("2025-10-02 10:00:00+09:00"):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.fixture
def course(tanto):
    return CourseFactory(owner=tanto, starts_on=DAY, reply_by=None)


def page(name, *keys) -> str:
    return reverse(f"meisters:{name}", args=keys)


def said(client, answer) -> list[str]:
    return [str(one) for one in client.get(answer.url).context["messages"]]


def invite(course, rows, by, **more):
    templates.load(course_letters.TEMPLATES)
    keys = [row.pk for row in rows]
    return course_invitations.start(course, keys, by=by, dated_on=date(2025, 10, 2), **more)


def test_drafts_that_wait_are_sent_next(client, tanto, course):
    rows = [ParticipationFactory(course=course) for _ in range(2)]
    invite(course, rows, tanto)

    opened = client.get(course.get_absolute_url())

    primary, batch = opened.context["primary"], MessageBatch.objects.get()
    assert (primary.label, primary.url) == ("下書き2件を送信・発行する", batch.get_absolute_url())
    assert "案内 下書き2件　出席の回答0人" in opened.content.decode()


def test_the_page_of_invitations_says_why_nobody_is_offered(client, tanto, course):
    row = ParticipationFactory(course=course)
    invite(course, [row], tanto)

    drafted = client.get(page("course_invite", course.pk))
    empty = client.get(page("course_invite", CourseFactory(owner=tanto, starts_on=DAY).pk))

    assert drafted.context["nobody"] == (
        "案内の下書きが1件あります。内容を確認して、送信・発行してください。"
    )
    assert f'href="{MessageBatch.objects.get().get_absolute_url()}"' in drafted.content.decode()
    assert empty.context["nobody"] == ("受講者がまだ選ばれていません。先に受講者を選んでください。")
    assert [way.label for way in empty.context["ways"]] == ["受講者を選ぶ"]


def test_the_page_of_invitations_is_done_when_all_were_invited(client, tanto, course):
    ParticipationFactory(course=course, invited=True)

    shown = client.get(page("course_invite", course.pk)).context

    assert shown["nobody"] == (
        "受講者の全員に案内を作成済みか、回答が届いています。"
        "送信の状態は「案内」の一覧で確認してください。"
    )


def test_drafts_of_a_reminder_are_named(client, tanto, course):
    row = ParticipationFactory(course=course, invited=True)
    invite(course, [row], tanto, reminder=True)

    shown = client.get(page("course_remind", course.pk)).context

    assert shown["nobody"] == "催促の下書きが1件あります。内容を確認して、送信・発行してください。"


def test_the_kind_is_said_once(tanto, course):
    course.title = "試B 指導技法等講習"
    course.save()

    job = invite(course, [ParticipationFactory(course=course)], tanto)

    assert job.result_note == (
        "試B 指導技法等講習（R7.12.15）の案内を1件、下書きにしました。"
        "内容を確認して送ってください。"
    )
    assert MessageBatch.objects.get().title == "試B 指導技法等講習（R7.12.15）　案内"


def test_who_is_at_another_day_stands_apart_and_is_not_ticked(client, tanto, course):
    other = CourseFactory(owner=tanto, starts_on=date(2025, 11, 20), reply_by=None)
    free = MeisterFactory(licence=Licence.NOT_HELD)
    invited = ParticipationFactory(course=other, invited=True).meister
    coming = ParticipationFactory(course=other, coming=True).meister
    chosen = ParticipationFactory(course=other).meister
    declined = ParticipationFactory(
        course=other, reply="not_coming", replied_on=date(2025, 9, 15)
    ).meister

    answer = client.get(page("course_choose", course.pk) + "?select=required")

    groups = [set(rows) for _, rows in answer.context["groups"]]
    words = {row: row.elsewhere for row in answer.context["groups"][-1][1]}
    assert groups == [{free, declined}, {invited, coming, chosen}]
    assert words == {
        invited: ["R7.11.20の回に案内中"],
        coming: ["R7.11.20の回に出席の回答"],
        chosen: ["R7.11.20の回の受講者"],
    }
    assert answer.context["chosen"] == {str(free.pk), str(declined.pk)}


def test_no_sign_stands_before_who_must_come(client, tanto, course):
    MeisterFactory(licence=Licence.NOT_HELD)

    shown = client.get(page("course_choose", course.pk)).content.decode()

    assert "必須・未修了（職業訓練指導員免許がありません）" in shown
    assert "× 必須" not in shown


def test_a_course_to_come_is_not_held(client, tanto, course):
    url = page("course_step", course.pk, "hold")

    opened = client.get(course.get_absolute_url()).context
    asked = said(client, client.get(url))
    sent = said(client, client.post(url, {"comment": ""}))

    assert "実施済みにする" not in [one.label for one in [opened["primary"], *opened["others"]]]
    sentence = "指導技法等講習の最終日（令和7年12月15日）より前には、実施済みにできません。"
    assert (asked, sent) == ([sentence], [sentence])
    with pytest.raises(TransitionDenied, match=sentence):
        courses.take_step(course.pk, "hold", by=tanto)
    course.refresh_from_db()
    assert course.state == CourseState.PLANNED


def test_attendance_of_the_first_of_two_days_does_not_end_the_course(client, tanto):
    course = CourseFactory(owner=tanto, ends_on=date(2025, 10, 3))
    ParticipationFactory(course=course)

    during = client.get(page("course_results", course.pk)).context
    with time_machine.travel("2025-10-03 18:00:00+09:00"):
        client.force_login(tanto)
        after = client.get(page("course_results", course.pk)).context

    assert (during["next_label"], after["next_label"]) == ("", "保存して実施済みにする")


def entry(user, **more):
    return {"starts_on": "R7.12.15", "owner": user.pk, "form_token": str(uuid4()), **more}


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("ends_on", "R7.12.12", "最終日は開催日以後の日付を入力してください。"),
        ("reply_by", "R7.12.16", "回答期限は開催日以前の日付を入力してください。"),
    ],
)
def test_what_two_fields_say_together_stands_at_one(client, tanto, field, typed, sentence):
    answer = client.post(page("course_create", "teaching"), entry(tanto, **{field: typed}))

    assert answer.context["form"].errors == {field: [sentence]}
    assert f'<a href="#id_{field}">{sentence}</a>' in answer.content.decode()


def test_a_closed_day_is_asked_about_once(client, tanto):
    url, sent = page("course_create", "teaching"), entry(tanto, starts_on="R7.12.14")

    asked = client.post(url, sent)
    form = asked.context["form"]
    client.post(url, sent | {"closed_seen": form["closed_seen"].value()})

    assert form.errors == {
        "starts_on": [
            "令和7年12月14日は休業日（日曜日）です。この日でよければ、もう一度保存してください。"
        ]
    }
    assert Course.objects.get().starts_on == date(2025, 12, 14)


def test_a_closed_day_that_stays_is_not_asked_about_again(client, tanto):
    course = CourseFactory(owner=tanto, starts_on=date(2025, 12, 14), reply_by=None)
    form = client.get(page("course_edit", course.pk)).context["form"]
    sent = entry(tanto, starts_on="R7.12.14", note="駐車場あり")
    sent |= {name: form[name].value() for name in ("version", "as_read")}

    client.post(page("course_edit", course.pk), sent)

    course.refresh_from_db()
    assert course.note == "駐車場あり"


def test_the_overrun_is_said_once_on_each_tab(client, tanto):
    course = CourseFactory(owner=tanto, starts_on=DAY, capacity=1)
    for _ in range(2):
        ParticipationFactory(course=course)

    tabs = [client.get(course.get_absolute_url(), {"tab": tab}) for tab in ("overview", "people")]

    counts = [one.content.decode().count("1人超えています。") for one in tabs]
    assert counts == [1, 1]


def test_only_those_on_no_planned_course_are_offered(client, tanto, course):
    ParticipationFactory(course=course, invited=True)
    full = client.get(page("unfinished_list")).context["actions"]
    MeisterFactory(licence=Licence.NOT_HELD)

    open_one = client.get(page("unfinished_list")).context["actions"]

    assert [one.label for one in full] == ["新しい講習を登録する"]
    assert [one.label for one in open_one] == ["指導技法等講習（R7.12.15）の受講者に1人を加える"]


def test_the_list_tells_the_required_from_the_unknown(client, tanto):
    for licence in (Licence.NOT_HELD, Licence.NOT_HELD, Licence.UNKNOWN, Licence.HELD):
        MeisterFactory(licence=licence)

    shown = client.get(page("unfinished_list")).content.decode()

    assert "受講が必須の人が2人、免許の有無が未確認の人が1人です。" in shown


def test_one_day_and_way_are_offered_for_all_who_answered(client, tanto):
    row = ParticipationFactory(course__owner=tanto)

    answer = client.get(page("course_replies", row.course_id))

    shown = answer.content.decode()
    assert answer.context["grid"].head.initial == {"fill_on": date(2025, 10, 2)}
    assert 'data-fill-unless="reply=pending"' in shown
    assert "js/grid-fill" in shown
