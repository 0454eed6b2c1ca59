"""Courses, their people and open obligations as lists, in Excel and on paper."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from aomori_skills.paperwork.models import DisclosureLog
from meisters.choices import CourseReply, CourseState, Licence
from tests.factories.courses import CourseFactory, ParticipationFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory
from tests.factories.outbox import MAIL, drafted

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


@pytest.mark.parametrize(
    ("name", "queries"),
    [("course_list", 6), ("participation_list", 10), ("unfinished_list", 11)],
)
@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_ask_the_same_number_of_questions(
    client, tanto, name, queries, count, django_assert_num_queries
):
    for _ in range(count):
        ParticipationFactory(invited=True, course__owner=tanto)
    client.get(page(name))
    with django_assert_num_queries(queries):
        answer = client.get(page(name))
    assert len(answer.context["table"].rows) == count


def exported(client, name, **sent):
    answer = client.post(page(name), {"_export": "xlsx", **sent})
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_courses_as_excel(client, tanto):
    course = CourseFactory(owner=tanto)
    ParticipationFactory(course=course, completed=True)
    ParticipationFactory(course=course, coming=True)

    heading, row = exported(client, "course_list")

    shown = dict(zip(heading, row, strict=True))
    assert (shown["名称"], shown["状態"], shown["会場"]) == ("指導技法等講習", "予定", "りんご会館")
    counts = ("定員", "対象者", "案内", "出席の回答", "出席", "修了")
    assert [shown[name] for name in counts] == [20, 2, 1, 1, 1, 1]


def test_the_people_as_excel_need_a_purpose(client, tanto):
    row = ParticipationFactory(course__owner=tanto, coming=True, completed=True)

    refused = client.post(page("participation_list"), {"_export": "xlsx"})
    heading, found = exported(client, "participation_list", **PURPOSE)

    shown = dict(zip(heading, found, strict=True))
    assert refused.status_code == 422
    names = ("氏名", "受講区分", "回答", "出欠", "修了証")
    assert [shown[name] for name in names] == [str(row.meister), "必須", "出席", "出席", None]
    assert shown["修了日"].date() == date(2025, 10, 1)
    assert DisclosureLog.objects.get().count == 1


def test_open_obligations_as_excel_and_print(client, tanto):
    must = MeisterFactory(licence=Licence.NOT_HELD)
    unknown = MeisterFactory(licence=Licence.UNKNOWN)
    ParticipationFactory(
        meister=must, reply="not_coming", replied_on=date(2025, 9, 10), course__owner=tanto
    )

    heading, *rows = exported(client, "unfinished_list", **PURPOSE)
    printed = client.post(page("unfinished_list"), {"_export": "print", **PURPOSE})

    names = ("氏名", "講習", "案内した回数", "その回の出欠")
    shown = [[dict(zip(heading, row, strict=True))[name] for name in names] for row in rows]
    assert shown == [
        [str(must), "必須", 1, "欠席の回答"],
        [str(unknown), "未確認", 0, None],
    ]
    assert str(must) in printed.content.decode()


def test_the_open_obligations_lead_to_the_next_course(client, tanto):
    MeisterFactory(licence=Licence.NOT_HELD)
    course = CourseFactory(starts_on=date(2025, 12, 15), owner=tanto)

    actions = client.get(page("unfinished_list")).context["actions"]

    assert [(one.label, one.url) for one in actions] == [
        (
            "指導技法等講習（R7.12.15）の受講者に1人を加える",
            page("course_choose", course.pk) + "?select=required",
        )
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"waiting": "overdue"}, ["二"]),
        ({"waiting": "uninvited"}, ["一"]),
        ({"reply": "coming"}, ["三"]),
        ({"waiting": "certificate"}, ["四"]),
        ({"obligation": "optional"}, []),
        ({"q": "二"}, ["二"]),
    ],
)
def test_each_filter_finds_its_own(client, tanto, query, names):
    course = CourseFactory(owner=tanto)

    def person(name, **more):
        ParticipationFactory(course=course, meister__given_name=name, **more)

    person("一")
    person("二", invited=True)
    person("三", invited=True, coming=True)
    person("四", coming=True, reply=CourseReply.NOT_COMING, completed=True)

    rows = client.get(page("participation_list"), query).context["table"].rows

    assert [row.record.meister.given_name for row in rows] == names


def test_the_register_filters_by_what_it_shows(client, tanto):
    people = {
        "not_held": MeisterFactory(licence=Licence.NOT_HELD),
        "unknown": MeisterFactory(licence=Licence.UNKNOWN),
        "held": MeisterFactory(licence=Licence.HELD),
        "completed": MeisterFactory(licence=Licence.NOT_HELD, course_completed_on=date(2024, 1, 5)),
    }
    words = {"not_held": "必須", "unknown": "未確認", "held": "任意", "completed": "修了"}

    for value, meister in people.items():
        rows = client.get(page("meister_list"), {"course": value}).context["table"].rows
        found = [(row.record, row.get_cell_value("licence")) for row in rows]
        assert found == [(meister, words[value])]


def test_the_year_that_is_shown_is_named_and_all_years_can_be_asked_for(client, tanto):
    now = CourseFactory(owner=tanto)
    before = CourseFactory(owner=tanto, starts_on=date(2024, 10, 1), reply_by=None)

    year = client.get(page("course_list")).context
    every = client.get(page("course_list"), {"scope": "all"}).context

    assert [[row.record for row in shown["table"].rows] for shown in (year, every)] == [
        [now],
        [now, before],
    ]
    assert (year["period"], every["period"]) == ("令和7年度", "")
    assert year["filter"].filters["scope"].extra["empty_label"] == "令和7年度の講習・研修"


def test_a_course_of_last_year_that_was_not_closed_is_still_work(client, tanto):
    old = CourseFactory(owner=tanto, starts_on=date(2024, 10, 1), reply_by=None)
    CourseFactory(owner=tanto, starts_on=date(2025, 12, 15), reply_by=None)

    rows = client.get(page("course_list"), {"scope": "to_hold"}).context["table"].rows

    assert [row.record for row in rows] == [old]


def test_who_was_invited_is_told_alike_on_every_page(client, tanto):
    course = CourseFactory(owner=tanto, state=CourseState.HELD)
    by_letter = ParticipationFactory(course=course, invited=True)
    by_word = ParticipationFactory(course=course, coming=True)
    both = ParticipationFactory(
        course=course, coming=True, message=drafted(by=tanto, addressee=MAIL)
    )
    ParticipationFactory(course=course)

    opened = client.get(course.get_absolute_url()).content.decode()
    letters = client.get(course.get_absolute_url(), {"tab": "letters"}).content.decode()
    listed = client.get(page("participation_list"), {"course": course.pk}).context["table"]
    person = client.get(by_word.meister.get_absolute_url(), {"tab": "training"}).content.decode()

    cells = {row.record: row.get_cell("invitation") for row in listed.rows}
    sent, word, draft = (
        f'<span class="chip" data-state="{code}">{label}</span>'
        for code, label in (("sent", "送信済"), ("by_word", "文書なしで案内"), ("draft", "下書き"))
    )
    assert "案内3人" in opened
    assert [letters.count(mark) for mark in (sent, word, draft)] == [1, 2, 1]
    assert [person.count(mark) for mark in (sent, word, draft)] == [0, 1, 0]
    assert sorted(filter(None, cells.values())) == sorted([sent, word, f"{word} {draft}"])
    assert (cells[by_letter], cells[by_word], cells[both]) == (sent, word, f"{word} {draft}")
    assert invitations_in_excel(client, course) == {
        str(by_letter): "送信済",
        str(by_word): "文書なしで案内",
        str(both): "文書なしで案内、下書き",
    }


def invitations_in_excel(client, course) -> dict[str, str]:
    """Name → what Excel says of the invitation, of those with one."""
    url = f"{page('participation_list')}?course={course.pk}"
    answer = client.post(url, PURPOSE | {"_export": "xlsx"})
    head, *rows = openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    told = [dict(zip(head, row, strict=True)) for row in rows]
    return {row["氏名"]: row["案内"] for row in told if row["案内"]}
