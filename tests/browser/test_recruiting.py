"""訪問計画 in a browser: the day and its month, and several visits planned at once."""

from playwright.sync_api import expect

from meisters.models import PlannedVisit

FIRM = "株式会社りんご工務店"


def test_the_day_brings_its_month_until_the_month_is_chosen(desk_of):
    desk = desk_of("tanto")
    desk.go("/meisters/plans/new/")
    month = desk.page.locator("main [name=month]")

    desk.write("planned_on", "2027-01-20")
    expect(month).to_have_value("1")
    desk.choose("month", "12月")
    desk.write("planned_on", "2027-02-17")
    expect(month).to_have_value("12")


def test_several_visits_are_planned_at_once(desk_of):
    desk = desk_of("tanto")

    desk.go("/meisters/plans/pick/")
    desk.page.get_by_label(f"{FIRM}を選択").check()
    desk.choose("month", "12月")
    desk.look("plan_pick")
    desk.press("まとめて計画する")
    assert desk.said.startswith("完了 1件の訪問を計画しました。")

    desk.go("/meisters/plans/grid/")
    desk.search("plans-0-organization", "りんご", FIRM)
    desk.choose("plans-0-month", "1月")
    desk.look("plan_grid")
    desk.press("まとめて計画する")
    assert desk.said.startswith("完了 1件の訪問を計画しました。")
    assert list(PlannedVisit.objects.order_by("pk").values_list("month", flat=True)) == [12, 1]
    desk.go("/meisters/plans/summary/")
    desk.look("plan_summary")
    assert "0／1" in desk.text
    assert desk.page.locator("main table").count() == 2
