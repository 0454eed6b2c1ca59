"""訪問記録: the list with its questions, Excel and print; the page."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.meisters import CandidateFactory
from tests.factories.office import (
    TradeFactory,
    UserFactory,
)
from tests.factories.visits import VisitFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 8, 20)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def people(*rows):
    sent = {"people-TOTAL_FORMS": str(len(rows)), "people-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        for name, value in ({"contact": "", "title": "", "name": ""} | row).items():
            sent[f"people-{number}-{name}"] = value
    return sent


def listed(client, **conditions):
    page = client.get(reverse("meisters:visit_list"), conditions)
    return [row.record for row in page.context["table"].rows]


def test_the_list_answers_its_questions(client, tanto):
    first = VisitFactory(visited_on=date(2025, 4, 1), way="phone")
    due = VisitFactory(next_action="電話", next_on=TODAY, outcome="positive")
    soon = VisitFactory(next_action="電話", next_on=date(2025, 8, 27))
    done = VisitFactory(next_action="電話", next_on=TODAY, next_done_on=TODAY)
    last = VisitFactory(visited_on=date(2025, 3, 31), next_action="電話", next_on=TODAY)

    assert listed(client) == [done, soon, due, first]
    assert listed(client, way="phone") == [first]
    assert listed(client, scope="due") == [due, last]
    assert listed(client, scope="week") == [soon, due, last]
    assert listed(client, scope="all", outcome="positive") == [due]
    assert listed(client, organization=soon.organization_id) == [soon]
    assert listed(client, q=due.organization.name) == [due]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    client, tanto, count, django_assert_num_queries
):
    for _ in range(count):
        visit = VisitFactory()
        visit.trades.set([TradeFactory()])
        CandidateFactory(visit=visit)
    client.get(reverse("meisters:visit_list"))
    with django_assert_num_queries(11):
        answer = client.get(reverse("meisters:visit_list"))
    assert len(answer.context["table"].rows) == count


def test_excel_and_print_hold_what_is_filtered(client, tanto):
    visit = VisitFactory(outcome="positive", next_action="電話", next_on=TODAY)
    visit.people.create(title="職長", name="青森 一郎")
    CandidateFactory(visit=visit)
    VisitFactory(way="phone")
    url = f"{reverse('meisters:visit_list')}?way=visit"
    purpose = {"purpose": "会議・打合せの資料"}

    content = client.post(url, {"_export": "xlsx", **purpose}).content
    paper = client.post(url, {"_export": "print", **purpose}).content.decode()

    headings, *rows = list(load_workbook(BytesIO(content)).active.values)
    row = dict(zip(headings, rows[0], strict=True))
    assert len(rows) == 1
    assert (row["訪問先"], row["訪問日"].date()) == (visit.organization.name, visit.visited_on)
    assert (row["結果"], row["候補者"], row["面談者"]) == ("前向きに検討", 1, "職長 青森 一郎")
    assert (row["次の対応"], row["次の対応の期日"].date()) == ("電話", TODAY)
    assert visit.organization.name in paper


@pytest.mark.parametrize("tab", ["overview", "candidates", "history"])
def test_the_page_shows_each_tab(client, tanto, tab):
    visit = VisitFactory(planned=True, next_action="電話")
    candidate = CandidateFactory(visit=visit)

    answer = client.get(visit.get_absolute_url(), {"tab": tab})

    assert answer.status_code == 200
    assert (candidate.name in answer.content.decode()) == (tab != "history")
