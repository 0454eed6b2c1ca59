"""次に訪ねる先: the three lists of where to recruit, and the table of trades and areas."""

import pytest

from tests.browser.taken import rows_of


@pytest.mark.parametrize(
    ("page", "purpose", "heading", "count", "told"),
    [
        ("", "", "名称", 11, ("株式会社王林精機", "214日")),
        ("trades/", "", "職種", 120, ("石材施工", "0人")),
        ("meisters/", "派遣の調整", "氏名", 15, ("尻屋 早生", "R5.7.12")),
    ],
)
def test_where_to_recruit_next(desk_of, page, purpose, heading, count, told):
    desk = desk_of("tanto")
    desk.go(f"/meisters/next/{page}")
    desk.look(f"next_{page.strip('/')}")
    who, why = told
    assert f"{count}件" in desk.count
    assert why in desk.row(who).inner_text()

    _, content = desk.take_excel(purpose)

    names = [row[heading] for row in rows_of(content)]
    assert (len(names), who in names) == (count, True)


def test_the_table_of_trades_and_areas_opens_its_people(desk_of):
    desk = desk_of("tanto")
    desk.go("/meisters/coverage/")
    desk.look("coverage")

    _, content = desk.take_excel()
    desk.row("畳製作").get_by_role("link", name="2").first.click()
    desk.look("coverage_people")

    (mats,) = [row for row in rows_of(content) if row["職種"] == "畳製作"]
    assert (mats["下北"], mats["計"]) == (2, 2)
    people = desk.page.locator("main tbody th").all_inner_texts()
    assert people == ["宇曽利 湖々", "尻屋 早生"]

    desk.go("/meisters/coverage/?scope=without")
    desk.look("coverage_empty")
    assert "107件" in desk.count
