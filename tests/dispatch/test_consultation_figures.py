"""相談・援助 in numbers: 件数 and 人数 by month and theme, on screen, in Excel, as PDF."""

from datetime import date, timedelta
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from pypdf import PdfReader

from dispatch import figures
from dispatch.choices import Theme
from dispatch.models import Consultation
from dispatch.reports import consultations as report
from tests.factories.consultations import ConsultationFactory
from tests.factories.office import MunicipalityFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 6, 10)
PAGE = reverse("dispatch:consultation_figures")


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


def talk(day, people=1, theme="dispatch", **values):
    return ConsultationFactory(consulted_on=day, people=people, theme=theme, **values)


@pytest.fixture
def year():
    """Two years around 1 April, and a talk of many people."""
    talk(date(2025, 3, 31), 7)
    talk(date(2025, 4, 1), 2)
    talk(date(2025, 4, 30), 1, "event")
    talk(date(2025, 6, 2), 40, "event")
    talk(date(2026, 3, 31), 3)
    talk(date(2026, 4, 1), 9)


def test_talks_and_people_are_counted_apart(year):
    counted, months = figures.yearly(2025).consultations, figures.monthly(2025).consultations

    assert (counted.talks, counted.people) == (4, 46)
    assert (counted.talks_by_theme["event"], counted.people_by_theme["event"]) == (2, 41)
    assert months.talks == (2, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1)
    assert months.people == (3, 0, 40, 0, 0, 0, 0, 0, 0, 0, 0, 3)
    assert months.talks_by_theme["dispatch"] == (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)
    assert months.people_by_theme["dispatch"] == (2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3)


@pytest.mark.parametrize(("year_", "talks", "people"), [(2024, 1, 7), (2026, 1, 9)])
def test_the_last_of_march_and_the_first_of_april_are_two_years(year, year_, talks, people):
    counted = figures.yearly(year_).consultations

    assert (counted.talks, counted.people) == (talks, people)


def test_ways_trades_and_regions_add_up_to_the_talks():
    north = OrganizationFactory(municipality=MunicipalityFactory(name="むつ市", region="下北"))
    first = talk(TODAY, organization=north, way="fax")
    talk(TODAY, organization=None, trade=None)

    counted = figures.yearly(2025).consultations

    assert {way: many for way, many in counted.talks_by_way.items() if many} == {
        "fax": 1,
        "phone": 1,
    }
    assert counted.talks_by_trade == {first.trade.name: 1, "職種なし": 1}
    assert counted.talks_by_region == {"下北": 1, "県外・未確認": 1}


def cells(context) -> dict[tuple[str, str, str], int]:
    return {
        (count, line.indicator.label, cell.heading): cell.count
        for count, lines in context["groups"]
        for line in lines
        for cell in (*line.cells, line.total)
    }


def test_each_number_opens_exactly_its_rows(client, year):
    context = client.get(PAGE).context
    themes = {theme.label: theme.value for theme in Theme}
    opened = 0
    for count, lines in context["groups"]:
        for line in lines:
            for cell in (*line.cells, line.total):
                assert bool(cell.url) == bool(cell.count)
                if not cell.url:
                    continue
                rows = [row.record for row in client.get(cell.url).context["table"].rows]
                size = len(rows) if count == "件数" else sum(row.people for row in rows)
                assert size == cell.count
                assert {row.theme for row in rows} <= {
                    themes.get(line.indicator.label, row.theme) for row in rows
                }
                opened += 1
    assert opened == 20


def test_the_numbers_stand_under_their_months(client, year):
    shown = cells(client.get(PAGE).context)

    assert shown["件数", "マイスターの派遣", "4月"] == 1
    assert shown["人数", "ものづくり体験・催し", "6月"] == 40
    assert (shown["件数", "計", "年度計"], shown["人数", "計", "年度計"]) == (4, 46)


def test_excel_holds_the_same_numbers(client, year):
    shown = cells(client.get(PAGE).context)

    answer = client.post(PAGE, {"_export": "xlsx"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    lines = [line for line in sheet.iter_rows(values_only=True)]
    start = next(place for place, line in enumerate(lines) if line[0] == "区分")
    headings = lines[start]
    printed = {
        (line[0], line[1], heading): value
        for line in lines[start + 1 :]
        if line[0] in ("件数", "人数")
        for heading, value in zip(headings[3:], line[3:], strict=True)
    }
    assert printed == shown


def test_the_paper_holds_the_same_numbers_on_one_page(client, year):
    answer = client.get(reverse("dispatch:consultation_figures_paper"))

    pages = PdfReader(BytesIO(b"".join(answer))).pages
    text = pages[0].extract_text().replace(" ", "").replace("\n", "")
    assert len(pages) == 1
    assert "相談・援助の月別件数・人数" in text
    assert "令和7年度" in text
    total = "".join(str(number) for number in (3, 0, 40, 0, 0, 0, 0, 0, 0, 0, 0, 3, 46))
    assert f"計人{total}" in text


def test_the_print_has_no_links(client, year):
    answer = client.post(PAGE, {"_export": "print"})

    assert cells(answer.context)["人数", "計", "年度計"] == 46
    assert "consulted_on_from" not in answer.content.decode()


def test_an_unknown_way_out_is_refused(client):
    assert client.post(PAGE, {"_export": "fax"}).status_code == 400


@pytest.mark.parametrize("count", [1, 3])
def test_counting_asks_once_however_many_rows(count):
    for _ in range(count):
        talk(TODAY)

    with CaptureQueriesContext(connection) as asked:
        report.rows(2025)

    assert len(asked) == 1


def test_the_index_of_reports_offers_it(client, year):
    url = reverse("report_file", args=(report.MONTHLY.slug,))

    answer = client.post(url)

    assert report.MONTHLY.title in client.get(reverse("report_list")).content.decode()
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert [line[15] for line in sheet.iter_rows(values_only=True) if line[1] == "計"] == [4, 46]


def test_the_links_keep_the_days_of_their_month(client, year):
    groups = dict(client.get(PAGE).context["groups"])
    total = groups["件数"][-1]

    march = parse_qs(urlsplit(total.cells[11].url).query)

    assert march == {
        "scope": ["all"],
        "consulted_on_from": ["2026-03-01"],
        "consulted_on_to": ["2026-03-31"],
    }


DAYS = st.integers(0, 800).map(lambda days: date(2024, 3, 1) + timedelta(days=days))
TALKS = st.lists(
    st.tuples(DAYS, st.integers(1, 300), st.sampled_from([theme.value for theme in Theme])),
    max_size=25,
)


class CountingAgainstASlowReference(TestCase):
    """Whatever talks there are, every number is that of going through them one by one."""

    @given(talks=TALKS)
    @settings(max_examples=40, deadline=None)
    def test_every_number(self, talks):
        author = UserFactory(tanto=True)
        Consultation.objects.bulk_create(
            Consultation(
                consulted_on=day,
                people=people,
                theme=theme,
                person="板柳 さくら",
                question="相談",
                author=author,
            )
            for day, people, theme in talks
        )
        for year in (2023, 2024, 2025, 2026):
            first, last = date(year, 4, 1), date(year + 1, 3, 31)
            mine = [one for one in talks if first <= one[0] <= last]
            counted = figures.yearly(year).consultations
            months = figures.monthly(year).consultations
            assert (counted.talks, counted.people) == (len(mine), sum(one[1] for one in mine))
            for theme in Theme.values:
                of_theme = [one for one in mine if one[2] == theme]
                assert counted.talks_by_theme[theme] == len(of_theme)
                assert counted.people_by_theme[theme] == sum(one[1] for one in of_theme)
                for place, month in enumerate((4, 5, 6, 7, 8, 9, 10, 11, 12, 1, 2, 3)):
                    there = [one for one in of_theme if one[0].month == month]
                    assert months.talks_by_theme[theme][place] == len(there)
                    assert months.people_by_theme[theme][place] == sum(one[1] for one in there)
            assert sum(months.talks) == counted.talks
            assert sum(months.people) == counted.people
