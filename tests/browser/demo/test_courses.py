"""指導技法等講習: who must attend, invited, answered, attended, certified, and done with."""

from datetime import date

from meisters.choices import CourseState
from meisters.models import Course, Participation
from tests import demo_office
from tests.browser.taken import pages_of, rows_of
from tests.paperwork.worker import work_off

DAY = date(2027, 1, 20)
CAME, STAYED_AWAY, UNKNOWN = "千畳敷 恋空", "梵珠 富士雄", "深浦 翠"
TITLE = "冬の指導技法等講習"


def test_from_the_plan_to_the_certificates(desk_of):
    desk = desk_of("tanto")
    assert {CAME, STAYED_AWAY, UNKNOWN} < set(_unfinished(desk))
    _plan(desk)
    _choose(desk)
    _invite(desk)
    _type_replies(desk)
    with demo_office.at_nine(DAY):
        desk = desk_of("tanto")
        _type_attendance(desk)
        _certify(desk)
        assert CAME not in _unfinished(desk)
        _see_who_completed(desk)


def _unfinished(desk) -> list[str]:
    desk.go("/meisters/unfinished-courses/")
    desk.look("unfinished")
    _, content = desk.take_excel("派遣の調整")
    return [row["氏名"] for row in rows_of(content)]


def _course() -> Course:
    return Course.objects.get(title=TITLE)


def _open(desk, tab: str = "overview"):
    desk.go(f"/meisters/courses/{_course().pk}/?tab={tab}")
    desk.look(f"course_{tab}")


def _plan(desk):
    desk.go("/meisters/courses/")
    desk.look("courses")
    desk.follow("指導技法等講習を登録する")
    for name, typed in (
        ("title", TITLE),
        ("starts_on", DAY.isoformat()),
        ("starts_at", "13:00"),
        ("ends_at", "16:30"),
        ("place", "青森県技能会館"),
        ("instructor", "浪打 林檎"),
        ("capacity", "2"),
        ("expenses", "受講料は無料です。旅費は、当コーナーの基準により支給します。"),
        ("expenses", "受講料は無料です。旅費は支給しません。"),
        ("reply_by", "2027-01-12"),
    ):
        desk.write(name, typed)
    desk.look("course_form")
    desk.press("保存して受講者を選ぶ")


def _choose(desk):
    desk.look("course_choose")
    headings = desk.page.locator("main legend").all_inner_texts()
    assert [text.split("（")[0] for text in headings] == [
        "免許の有無が未確認の人",
        "受講が任意の人",
        "指導技法等講習を修了した人",
        "別の回の受講者",
    ]
    for name in (CAME, STAYED_AWAY, UNKNOWN):
        desk.page.get_by_label(f"{name}さんを選択").check()
    assert "3人を選択しています。加えると、定員2人に対して3人で、1人超えています。" in desk.text
    desk.press("受講者に加える")
    desk.page.get_by_text("3人を加えました").wait_for()
    assert "定員2人に対して3人で、1人超えています。" in desk.text
    desk.look("course_people")
    desk.page.get_by_label(f"{UNKNOWN}さんを受講者から外す").click()
    desk.page.get_by_text(f"{UNKNOWN}さんを{TITLE}").wait_for()
    assert "受講者から外しました。" in desk.said
    assert Participation.objects.filter(course=_course()).count() == 2


def _invite(desk):
    desk.follow("案内を作る")
    desk.look("course_invite")
    desk.press("案内を作る")
    assert "2件、下書きにしました。" in desk.said
    _open(desk)
    desk.follow("下書き2件を送信・発行する")
    desk.follow("送信・発行へ進む")
    desk.look("course_send")
    desk.press("2件を送信・発行する")
    work_off()
    _open(desk, "letters")
    assert [desk.row(name).locator("td").first.inner_text() for name in (CAME, STAYED_AWAY)] == [
        "メール 送信済",
        "メール 送信済",
    ]


def _type_replies(desk):
    desk.follow("回答を入力する")
    for name in (CAME, STAYED_AWAY):
        desk.page.get_by_label(f"{name}さんの回答", exact=True).select_option(label="出席")
    desk.choose("fill_way", "FAX")
    desk.press("回答した人に入れる")
    desk.look("course_replies")
    desk.press("保存する")
    assert desk.said.endswith("の2人分を保存しました。")
    known = _course().participations.values_list("replied_on", "replied_way")
    assert set(known) == {(demo_office.TODAY, "fax")}


def _type_attendance(desk):
    _open(desk)
    desk.follow("出欠・修了を入力する")
    desk.page.get_by_label(f"{CAME}さんの出欠").select_option(label="出席")
    desk.page.get_by_label(f"{CAME}さんの修了", exact=True).check()
    desk.page.get_by_label(f"{STAYED_AWAY}さんの出欠").select_option(label="欠席")
    desk.page.get_by_label(f"{STAYED_AWAY}さんの修了", exact=True).check()
    desk.press("保存する")
    assert "修了にできるのは、出欠が「出席」の人だけです。" in desk.text
    desk.look("course_results_refused")
    desk.page.get_by_label(f"{STAYED_AWAY}さんの修了", exact=True).uncheck()
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
    (page,) = pages_of(content)
    (certified,) = _course().participations.exclude(completed_on=None)
    assert "千畳敷" in page
    assert certified.certificate.number in page
    _open(desk, "people")
    desk.follow("再発行")
    desk.write("comment", "紛失したため")
    desk.look("course_reissue")
    desk.press("修了証を再発行する")
    assert "再発行しました。" in desk.said


def _see_who_completed(desk):
    (certified,) = _course().participations.exclude(completed_on=None)
    desk.go(f"{certified.meister.get_absolute_url()}?tab=training")
    desk.look("meister_training")
    assert "○ 修了（" in desk.text
