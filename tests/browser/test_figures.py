"""1章の実績 in the browser: the numbers, the rows behind them, a year that is closed."""

from datetime import date

import pytest
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.office.models import Organization
from meisters.models import Visit

pytestmark = pytest.mark.django_db(transaction=True)


def visit(office, day: date, **more):
    firm = Organization.objects.get(name="株式会社りんご工務店")
    given = {"organization": firm, "visited_on": day, "author": office["tanto"]}
    return Visit.objects.create(**given | more)


def test_the_manager_closes_a_year_and_sees_what_changed_since(office, desk_of):
    year = fiscal_year.of(timezone.localdate()) - 1
    extra = visit(office, date(year, 5, 10), explained=["purpose"])
    visit(office, date(year, 6, 2))
    visit(office, date(year, 6, 3), way="phone")
    desk = desk_of("shonin")
    desk.page.select_option("header select[name='fiscal_year']", str(year))
    desk.press("切り替える")
    desk.go("/meisters/figures/")
    desk.look("figures")
    total = desk.page.get_by_role("link", name="開拓訪問 年度計 2回", exact=True)

    total.click()
    desk.page.wait_for_url("**/visits/**")
    assert "2件" in desk.page.locator(".results-count").inner_text()

    desk.go("/meisters/figures/")
    desk.follow("年度を締める")
    desk.look("year_close")
    desk.write("comment", "センターへ報告したため")
    desk.press("年度を締める")
    assert f"{fiscal_year.label(year)}を締めました" in desk.said

    extra.delete()
    desk.go("/meisters/figures/?item=visits")
    assert "締めた後の変更" in desk.text
    row = desk.page.get_by_role("region", name="締めた後の変更").get_by_role("row").nth(1)
    assert row.inner_text().split() == ["開拓訪問", "2回", "1回"]
    desk.look("figures_closed")
    name, content = desk.download(lambda: desk.press("Excelに出力する"))
    assert name.startswith("1章の実績_")
    assert content.startswith(b"PK")


def test_the_figures_on_a_telephone(office, desk_of):
    visit(office, timezone.localdate())
    desk = desk_of("etsuran", viewport={"width": 390, "height": 844})
    desk.go("/meisters/figures/")

    desk.look("figures_phone")

    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert desk.page.evaluate(overflow) == 0
