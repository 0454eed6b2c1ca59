"""指導技法等講習 in a browser: planned, invited, answered, attended, certified, done with."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from pypdf import PdfReader

from aomori_skills.front import wording
from aomori_skills.front.demo.workdays import open_day
from aomori_skills.paperwork.services import outbox
from meisters.choices import CourseState, Licence
from meisters.models import Course, Meister, Participation
from tests.factories.meisters import MeisterFactory

TODAY = timezone.localdate


@pytest.fixture
def people(office):
    """Two who must attend, one whose licence nobody knows, one who may."""
    wording.load()
    names = (
        ("岩木", "国光", "イワキ", "コッコウ", Licence.NOT_HELD),
        ("善知鳥", "旭", "ウトウ", "アサヒ", Licence.NOT_HELD),
        ("大鰐", "紅", "オオワニ", "ベニ", Licence.UNKNOWN),
        ("種差", "王林", "タネサシ", "オウリン", Licence.HELD),
    )
    return [
        MeisterFactory(
            family_name=family,
            given_name=given,
            family_kana=family_kana,
            given_kana=given_kana,
            licence=licence,
        )
        for family, given, family_kana, given_kana, licence in names
    ]


def test_from_the_plan_to_the_certificates(desk_of, people):
    desk = desk_of("tanto")
    _plan(desk)
    _choose(desk)
    _invite(desk)
    _type_replies(desk)
    _hold_the_course_today()
    _type_attendance(desk)
    _certify(desk)
    _see_that_the_list_is_shorter(desk)


def _plan(desk):
    desk.go("/meisters/unfinished-courses/")
    desk.look("unfinished")
    assert "岩木 国光" in desk.text
    assert "種差 王林" not in desk.text
    desk.go("/meisters/courses/")
    desk.look("courses_empty")
    desk.follow("指導技法等講習を登録する")
    day = open_day(TODAY() + timedelta(days=21))
    for name, typed in (
        ("starts_on", day.isoformat()),
        ("starts_at", "13:00"),
        ("ends_at", "16:30"),
        ("place", "青森県技能会館"),
        ("instructor", "浪打 林檎"),
        ("capacity", "2"),
        ("expenses", "受講料は無料です。旅費は支給しません。"),
        ("reply_by", open_day(day - timedelta(days=7)).isoformat()),
    ):
        desk.write(name, typed)
    desk.look("course_form")
    desk.press("保存して受講者を選ぶ")


def _choose(desk):
    desk.look("course_choose")
    headings = desk.page.locator("main legend").all_inner_texts()
    assert [text.split("（")[0] for text in headings] == [
        "受講が必須で、まだ修了していない人",
        "免許の有無が未確認の人",
        "受講が任意の人",
    ]
    for name in ("岩木 国光", "善知鳥 旭", "大鰐 紅"):
        desk.page.get_by_label(f"{name}さんを選択").check()
    assert "3人を選択しています。加えると、定員2人に対して3人で、1人超えています。" in desk.text
    desk.press("受講者に加える")
    desk.page.get_by_text("3人を加えました").wait_for()
    assert "定員2人に対して3人で、1人超えています。" in desk.text
    desk.look("course_people")
    desk.page.get_by_label("大鰐 紅さんを受講者から外す").click()
    desk.page.get_by_text("大鰐 紅さんを指導技法等講習").wait_for()
    assert "受講者から外しました。" in desk.said
    assert Participation.objects.count() == 2


def _invite(desk):
    desk.follow("案内を作る")
    desk.look("course_invite")
    desk.press("案内を作る")
    assert "2件、下書きにしました。" in desk.said
    for row in Participation.objects.select_related("message", "course__owner"):
        outbox.issue(row.message_id, by=row.course.owner)
    desk.go(f"/meisters/courses/{_course().pk}/?tab=letters")
    desk.look("course_letters")
    assert desk.text.count("送信済") == 2


def _type_replies(desk):
    desk.follow("回答を入力する")
    for row in Participation.objects.select_related("meister"):
        desk.page.get_by_label(f"{row}さんの回答", exact=True).select_option(label="出席")
    desk.choose("fill_way", "FAX")
    desk.page.get_by_role("button", name="回答した人に入れる").click()
    desk.look("course_replies")
    desk.press("保存する")
    assert desk.said.endswith("の2人分を保存しました。")
    known = Participation.objects.values_list("replied_on", "replied_way")
    assert set(known) == {(TODAY(), "fax")}


def _hold_the_course_today():
    Course.objects.update(starts_on=TODAY(), reply_by=None)


def _type_attendance(desk):
    first, second = Participation.objects.select_related("meister").by_name()
    desk.go(f"/meisters/courses/{_course().pk}/")
    desk.follow("出欠・修了を入力する")
    desk.page.get_by_label(f"{first}さんの出欠").select_option(label="出席")
    desk.page.get_by_label(f"{first}さんの修了", exact=True).check()
    desk.page.get_by_label(f"{second}さんの出欠").select_option(label="欠席")
    desk.page.get_by_label(f"{second}さんの修了", exact=True).check()
    desk.press("保存する")
    assert "修了にできるのは、出欠が「出席」の人だけです。" in desk.text
    desk.look("course_results_refused")
    desk.page.get_by_label(f"{second}さんの修了", exact=True).uncheck()
    desk.press("保存して実施済みにする")
    desk.look("course_hold")
    desk.press("実施済みにする")
    assert "「実施済」にしました。" in desk.said
    assert _course().state == CourseState.HELD


def _certify(desk):
    desk.follow("修了証を発行する")
    desk.look("course_certificates")
    desk.press("修了証を発行する")
    desk.look("course_certificates_done")
    _, content = desk.download(lambda: desk.press("ダウンロードする"))
    shown = "".join(PdfReader(BytesIO(content)).pages[0].extract_text().split())
    first = Participation.objects.get(completed_on__isnull=False)
    assert first.meister.family_name in shown
    assert first.certificate.number in shown
    desk.go(f"/meisters/courses/{_course().pk}/?tab=people")
    desk.look("course_certified")
    desk.follow("再発行")
    desk.write("comment", "紛失したため")
    desk.look("course_reissue")
    desk.press("修了証を再発行する")
    assert "再発行しました。" in desk.said


def _see_that_the_list_is_shorter(desk):
    done = Meister.objects.get(course_completed_on__isnull=False)
    desk.go("/meisters/unfinished-courses/")
    assert str(done) not in desk.text
    desk.go(f"/meisters/register/{done.pk}/?tab=training")
    desk.look("meister_training")
    assert "○ 修了（" in desk.text


def _course():
    return Course.objects.get()
