"""The pages of courses: planned, chosen, typed in, listed, printed."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.paperwork.models import DisclosureLog
from meisters.choices import Attendance, CourseKind, CourseReply, CourseState, Licence
from meisters.models import Course, Meister, Participation
from tests.factories.courses import CourseFactory, ParticipationFactory
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory
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

    assert set(ours) - set(center) == {"instructor", "material", "capacity"}
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
    course = CourseFactory(capacity=1, owner=tanto)
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
    assert "ほかの職員がこの行を保存しました（回答：出席" in refused.content.decode()
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


@pytest.mark.parametrize("tab", ["overview", "people", "letters", "history"])
@pytest.mark.parametrize("center", [False, True])
def test_each_tab_opens(client, tanto, tab, center):
    course = CourseFactory(center=center, owner=tanto)
    row = ParticipationFactory(course=course, invited=True, coming=True)

    answer = client.get(course.get_absolute_url(), {"tab": tab})

    assert answer.status_code == 200
    assert (str(row.meister) in answer.content.decode()) == (tab != "overview")


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


def test_the_meister_s_page_shows_courses_and_the_way_to_the_next(client, tanto):
    row = ParticipationFactory(
        course__owner=tanto, course__title="令和7年度指導技法等講習", coming=True
    )
    CourseFactory(starts_on=date(2025, 12, 15), owner=tanto)

    shown = client.get(row.meister.get_absolute_url(), {"tab": "training"}).content.decode()

    assert "令和7年度指導技法等講習" in shown
    assert "指導技法等講習（R7.12.15）の受講者に加える" in shown


def paper(client, course, name):
    ProfileFactory()
    return client.post(page("course_paper", course.pk), {"paper": name, **PURPOSE})


def text_of(content) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return "".join("".join(one.extract_text() for one in pages).split())


def test_the_roster_for_the_center(client, tanto):
    course = CourseFactory(center=True, owner=tanto)
    coming = ParticipationFactory(
        course=course, coming=True, travel_means="新青森から新幹線", nights=2
    )
    away = ParticipationFactory(course=course, reply="not_coming", replied_on=date(2025, 9, 1))

    shown = text_of(paper(client, course, "roster").content)
    book = openpyxl.load_workbook(BytesIO(paper(client, course, "roster_xlsx").content)).active
    cells = [cell for row in book.iter_rows(values_only=True) for cell in row]

    assert "講師養成研修参加者名簿" in shown
    assert coming.meister.number in shown
    assert "新青森から新幹線" in shown
    assert away.meister.number not in shown
    assert coming.meister.number in cells
    assert away.meister.number not in cells
    assert [log.count for log in DisclosureLog.objects.all()] == [1, 1]


def test_the_attendance_sheet_has_a_column_for_each_day(client, tanto):
    course = CourseFactory(ends_on=date(2025, 10, 2), owner=tanto)
    row = ParticipationFactory(course=course)

    shown = text_of(paper(client, course, "attendance").content)

    assert "指導技法等講習出席簿" in shown
    assert "10月1日（水）署名" in shown
    assert "10月2日（木）署名" in shown
    assert row.meister.family_name in shown


def test_no_roster_without_a_purpose(client, tanto):
    row = ParticipationFactory(course__owner=tanto)

    answer = client.post(page("course_paper", row.course.pk), {"paper": "roster"})

    assert answer.status_code == 422
    assert DisclosureLog.objects.count() == 0
