"""事例発表・意見交換会 of the center: the late answer, then travel and result of who went."""

from datetime import date

from meisters.models import Participation
from tests import demo_office
from tests.browser.taken import rows_of

COURSE, NAME = "事例発表・意見交換会", "奥入瀬 旭"
AFTERWARDS = date(2027, 1, 5)
RESULT = "他県のマイスターと、剪定の教え方を比べた。"


def test_an_answer_travel_and_result_are_written_down(desk_of):
    desk = desk_of("tanto2")
    _answer(desk)
    with demo_office.at_nine(AFTERWARDS):
        desk = desk_of("tanto2")
        _write_down(desk)
        _find_on_the_list(desk)


def _open(desk):
    desk.go("/meisters/courses/")
    desk.follow(COURSE)


def _answer(desk):
    desk.go("/")
    desk.page.get_by_role("link", name="回答期限を過ぎて未回答の講習の案内 1件").first.click()
    assert COURSE in desk.text
    _open(desk)
    desk.follow("回答を入力する")
    desk.page.get_by_label(f"{NAME}さんの回答", exact=True).select_option(label="出席")
    desk.page.get_by_label(f"{NAME}さんの回答日").fill(demo_office.TODAY.isoformat())
    desk.page.get_by_label(f"{NAME}さんの回答方法").select_option(label="電話")
    desk.look("center_replies")
    desk.press("保存する")
    assert desk.said.endswith("の1人分を保存しました。")
    desk.go("/")
    assert "回答期限を過ぎて未回答の講習の案内" not in desk.text


def _write_down(desk):
    _open(desk)
    desk.follow("出欠・旅費・成果を入力する")
    desk.page.get_by_label(f"{NAME}さんの出欠").select_option(label="出席")
    for label, typed in (
        ("交通手段・経路", "新青森から東京まで新幹線、往復"),
        ("旅費（円）", "38,600"),
        ("宿泊数", "1"),
        ("成果・報告", RESULT),
    ):
        desk.page.get_by_label(f"{NAME}さんの{label}").fill(typed)
    desk.look("center_results")
    assert desk.cut_tables == []
    desk.press("保存して実施済みにする")
    desk.press("実施済みにする")
    assert "「実施済」にしました。" in desk.said
    row = Participation.objects.get(course__title="", meister__number="02-00103")
    assert (row.travel_cost, row.nights, row.result) == (38_600, 1, RESULT)
    desk.go(f"{row.course.get_absolute_url()}?tab=people")
    desk.look("center_people")
    assert RESULT in desk.text


def _find_on_the_list(desk):
    desk.go("/meisters/courses/?state=held")
    assert "1件" in desk.count
    _, content = desk.take_excel()
    (row,) = rows_of(content)
    assert (row["名称"], row["出席"]) == (COURSE, 1)
