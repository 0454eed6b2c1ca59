"""1章の実績: every number of the year opens exactly the rows it counts; the table goes to Excel."""

import re

from tests.browser.taken import rows_of

COUNTED = re.compile(r"(.+) 年度計 (\d+)(?:回|人|件|団体)$")


def test_every_number_of_the_year_opens_its_rows(desk_of):
    desk = desk_of("tanto")
    desk.go("/meisters/figures/")
    desk.look("figures")
    numbers = {
        found[1]: (int(found[2]), link.get_attribute("href"))
        for link in desk.page.locator("main td a").all()
        if (found := COUNTED.match(link.get_attribute("aria-label")))
    }
    shown = {label: number for label, (number, _) in numbers.items()}

    opened = {}
    for label, (_, address) in numbers.items():
        desk.go(address)
        opened[label] = int(re.search(r"(\d+)件", desk.count)[1])

    assert {label: shown[label] for label in ("開拓訪問", "候補者の登録", "認定申請")} == {
        "開拓訪問": 12,
        "候補者の登録": 28,
        "認定申請": 13,
    }
    assert opened == shown


def test_the_numbers_of_last_year_stay_as_they_were_closed(desk_of):
    desk = desk_of("etsuran")
    desk.page.select_option("header select[name='fiscal_year']", "2025")
    desk.press("切り替える")
    desk.go("/meisters/figures/")
    desk.look("figures_closed")
    assert "締めた年度" in desk.text

    name, content = desk.take_excel()

    assert name.startswith("1章の実績_")
    year = {row["内容"].strip(): row["年度計"] for row in rows_of(content, first="計画の項目")}
    assert (year["認定"], year["修了（必須）"]) == (7, 4)
