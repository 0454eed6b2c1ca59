"""受講者名簿 of each group: in order, printed and in Excel, and only where there are several."""

from io import BytesIO
from types import SimpleNamespace

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from aomori_skills.paperwork.models import DisclosureLog
from dispatch.rules.roster_groups import by_group
from tests.dispatch.request_situations import TODAY
from tests.dispatch.test_plans import tab
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.plans import TraineeFactory
from tests.factories.requests import RequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        ProfileFactory()
        yield


@pytest.fixture
def row(client):
    client.force_login(UserFactory(tanto=True))
    found = RequestFactory(state="adjusting", people=3)
    for order, (name, group) in enumerate(
        (("森 ゆう", "6年2組"), ("小川 れい", "6年1組"), ("工藤 あき", "6年2組")), start=1
    ):
        TraineeFactory(request=found, order=order, name=name, group=group)
    return found


def paper(client, row, name):
    return client.post(reverse("dispatch:request_trainee_paper", args=(row.pk, name)))


def test_numbers_of_groups_are_read_as_numbers():
    names = ("6年10組", "", "６年２組", "製造課", "6年2組")
    rows = [SimpleNamespace(group=name) for name in names]
    assert [name for name, _ in by_group(rows)] == [
        "6年2組",
        "６年２組",
        "6年10組",
        "製造課",
        "学年・組の記入なし",
    ]
    assert [people for _, people in by_group(rows)] == [[rows[n]] for n in (4, 2, 0, 3, 1)]


def test_each_group_has_a_sheet_of_its_own_on_paper(client, row):
    answer = paper(client, row, "groups-pdf")
    pages = [
        "".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages
    ]
    for page, words in zip(pages, (("6年1組令和", "計1人"), ("6年2組令和", "計2人")), strict=True):
        assert all(word in page for word in words)
    assert pages[1].index("森ゆう") < pages[1].index("工藤あき")
    log = DisclosureLog.objects.get()
    assert (log.what, log.count, log.medium) == (f"受講者名簿 {row.number} {row}", 3, "pdf")


def test_each_group_has_a_sheet_of_its_own_in_excel(client, row):
    book = load_workbook(BytesIO(paper(client, row, "groups-book").content))
    assert [
        (sheet.title, [sheet.cell(n, 2).value for n in range(5, sheet.max_row + 1)])
        for sheet in book
    ] == [("6年1組", ["小川 れい", "1人"]), ("6年2組", ["森 ゆう", "工藤 あき", "2人"])]
    assert DisclosureLog.objects.get().medium == "excel"


def test_groups_are_offered_where_there_are_several(client, row):
    url = reverse("dispatch:request_trainee_paper", args=(row.pk, "groups-pdf"))
    assert url in tab(client, row, "roster").content.decode()
    row.trainees.update(group="6年2組")
    assert url not in tab(client, row, "roster").content.decode()
