"""1章の実績 on the screen: links to exactly the rows, Excel, print, and closed years."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from meisters import figures
from meisters.models import Candidate, ClosedYear, Visit
from meisters.services import year_end
from tests.factories.meisters import MeisterFactory
from tests.factories.office import OrganizationFactory, UserFactory
from tests.meisters.year_by_hand import at, told

pytestmark = pytest.mark.django_db

__all__ = ["told"]


def page_of(client, year=2025, **query):
    client.post(reverse("set_fiscal_year"), {"fiscal_year": str(year)})
    return client.get(reverse("meisters:figures"), query)


def lines(page):
    return {line.indicator.name: line for _, group in page.context["groups"] for line in group}


def test_every_number_opens_exactly_its_rows(client, told):
    client.force_login(told)
    page = page_of(client)
    linked = [
        (line.indicator.name, cell)
        for line in lines(page).values()
        for cell in (*line.cells, line.total)
        if cell.url
    ]

    behind = [client.get(cell.url).context["table"].paginator.count for _, cell in linked]

    assert {name for name, _ in linked} == LINKED
    assert [cell.count for _, cell in linked] == behind


LINKED = {
    "visits",
    "explaining_visits",
    "candidates",
    "explained",
    "applications",
    "withdrawn",
    "rejected",
    "courses",
    "required",
    "required_attended",
    "required_completed",
    "optional",
    "optional_attended",
    "optional_completed",
    "unclear",
    "unclear_attended",
    "unclear_completed",
    "asked",
    "answered",
}


def test_the_page_asks_the_database_equally_often(client, told, django_assert_num_queries):
    client.force_login(told)
    page_of(client)
    for _ in (1, 3):
        with django_assert_num_queries(PAGE_QUERIES):
            client.get(reverse("meisters:figures"))
        OrganizationFactory()
        MeisterFactory()


PAGE_QUERIES = 15


def test_the_chart_shows_the_chosen_item(client, told):
    client.force_login(told)

    assert "開拓訪問（単位：回）" in page_of(client).context["chart"]
    assert "修了（必須）（単位：人）" in page_of(client, item="required_completed").context["chart"]
    assert "月末現在" in page_of(client, item="active").context["chart"]
    assert "開拓訪問（単位：回）" in page_of(client, item="何か").context["chart"]


def test_the_excel_has_the_same_numbers(client, told):
    client.force_login(told)
    page = page_of(client)

    answer = client.post(reverse("meisters:figures"), {"_export": "xlsx"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert rows == [
        [
            line.indicator.item,
            line.indicator.label,
            line.indicator.unit,
            *(cell.count for cell in line.cells),
            line.total.count,
        ]
        for line in lines(page).values()
    ]
    assert rows[0] == ["1（1）開拓", "開拓訪問", "回", 1, 2, *[0] * 9, 1, 4]


def test_the_print_has_the_same_numbers_without_links(client, told):
    client.force_login(told)
    page_of(client)

    text = client.post(reverse("meisters:figures"), {"_export": "print"}).content.decode()

    assert "令和7年度" in text
    assert "制度を説明した企業・団体（実）" in text
    assert "<a href" not in text.partition("<table")[2].partition("</table>")[0]
    assert client.post(reverse("meisters:figures"), {"_export": "pdf"}).status_code == 400


def test_a_closed_year_stays_as_it_was_and_tells_what_has_changed(client, told):
    shonin = UserFactory(shonin=True)
    client.force_login(shonin)
    before = figures.figures_of(2025)
    page_of(client)
    client.post(reverse("meisters:year_close", args=(2025,)), {"comment": "センターへ報告済み"})

    Visit.objects.filter(visited_on=date(2025, 5, 10)).delete()
    page = page_of(client)

    assert figures.figures_of(2025) == before
    assert page.context["changes"] == [figures.Change("開拓訪問", "回", 4, 3)]
    assert page.context["closing"].reason == "センターへ報告済み"
    assert "4回" in page.content.decode()
    assert "3回" in page.content.decode()
    assert lines(page)["visits"].total.count == 4
    assert lines(page)["visits"].total.url == ""


def test_a_year_that_a_merger_closed_is_nobodys_own_decision(client, told):
    tanto = UserFactory(tanto=True)
    assert 2025 in year_end.close_ended(by=UserFactory(shonin=True))
    client.force_login(tanto)
    page = page_of(client)
    assert "の統合に伴う自動の締め（担当　" in page.content.decode()
    assert "さんが締めました" not in page.content.decode()


def test_only_a_manager_closes_and_only_what_has_ended(client, told):
    client.force_login(UserFactory(tanto=True))
    assert client.get(reverse("meisters:year_close", args=(2025,))).status_code == 403
    assert "年度を締める" not in page_of(client).content.decode()

    client.force_login(UserFactory(shonin=True))
    assert "年度を締める" in page_of(client, 2025).content.decode()
    assert "年度を締める" not in page_of(client, 2026).content.decode()
    answer = client.post(reverse("meisters:year_close", args=(2026,)), {"comment": ""}, follow=True)

    assert "令和8年度はまだ終わっていないため、締められません。" in answer.content.decode()
    assert ClosedYear.objects.count() == 0


def test_a_year_is_closed_once(client, told):
    client.force_login(UserFactory(shonin=True))
    for _ in (1, 2):
        answer = client.post(reverse("meisters:year_close", args=(2025,)), follow=True)

    assert "令和7年度はすでに締めてあります。" in answer.content.decode()
    assert ClosedYear.objects.count() == 1


def test_a_year_is_opened_again_with_a_reason_that_stays(client, told):
    shonin = UserFactory(shonin=True)
    client.force_login(shonin)
    year_end.close(2025, by=shonin, reason="")
    url = reverse("meisters:year_reopen", args=(2025,))

    assert client.post(url, {"comment": ""}).status_code == 422
    client.post(url, {"comment": "訪問の記録漏れを補う"})

    assert ClosedYear.objects.count() == 0
    events = ClosedYear.pgh_event_model.objects.order_by("pgh_id")
    assert [(event.pgh_label, event.reason) for event in events] == [
        ("insert", ""),
        ("update", "訪問の記録漏れを補う"),
        ("delete", "訪問の記録漏れを補う"),
    ]
    answer = client.post(url, {"comment": "もう一度"}, follow=True)
    assert "令和7年度は締めていません。" in answer.content.decode()


def test_all_ended_years_are_closed_before_a_merger(told):
    """From the year of the first thing counted: the register begins in 令和6年度."""
    shonin = UserFactory(shonin=True)
    year_end.close(2024, by=shonin, reason="")

    assert year_end.close_ended(by=shonin) == [2025]
    assert year_end.close_ended(by=told) == []
    assert [(row.fiscal_year, row.reason) for row in ClosedYear.objects.order_by("pk")] == [
        (2024, ""),
        (2025, "統合のための自動の締め"),
    ]


def test_an_empty_office_has_no_year_to_close(db):
    assert year_end.close_ended(by=UserFactory(tanto=True)) == []
    assert ClosedYear.objects.count() == Candidate.objects.count() == 0


def test_a_number_of_a_running_month_is_of_today(client, told):
    with at("2026-05-02T09:00:00"):
        assert figures.monthly(2026).active[:3] == (3, 3, None)
