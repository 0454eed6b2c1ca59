"""派遣希望調査: its lists, what they ask the database, and the counts at home."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from tests.dispatch.survey_pages import page
from tests.factories.office import UserFactory
from tests.factories.surveys import AddresseeFactory, ProposalFactory, SurveyFactory, WishFactory

TODAY = date(2025, 6, 10)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-06-10 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "expected"),
    [("survey_list", 5), ("addressee_list", 7), ("wish_list", 8), ("proposal_list", 8)],
)
def test_lists_ask_a_constant_number_of_questions(client, tanto, name, expected, count):
    for place in range(count):
        survey = SurveyFactory(name=f"調査{place}")
        WishFactory(addressee__survey=survey)
        ProposalFactory(addressee__survey=survey)
    client.get(page(name))
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(page(name))

    rows = count * 2 if name == "addressee_list" else count
    assert answer.context["table"].paginator.count == rows
    assert len(asked) == expected


def test_the_list_of_addressees_in_excel_and_print(client, tanto):
    row = AddresseeFactory(replied=True, organization__name="株式会社ねぶた木工")
    sent = {"purpose": "本人への連絡", "_export": "xlsx"}
    url = page("addressee_list")
    purposes = client.get(url).context["purpose"].fields["purpose"].choices
    sent["purpose"] = purposes[1][0]
    book = client.post(url, sent).content
    paper = client.post(url, sent | {"_export": "print"}).content.decode()

    heading, line = load_workbook(BytesIO(book)).active.iter_rows(values_only=True)
    told = dict(zip(heading, line, strict=True))
    assert (told["調査先"], told["整理番号"]) == ("株式会社ねぶた木工", row.code)
    assert (told["状態"], told["派遣の希望"], told["回答方法"]) == ("回答", "あり", "FAX")
    assert "株式会社ねぶた木工" in paper


def test_home_counts_the_unanswered_and_the_open_wishes(client, tanto):
    AddresseeFactory(sent=True)
    AddresseeFactory(sent=True, survey=SurveyFactory(name="終了", closed_on=TODAY))
    WishFactory()
    WishFactory(dropped=True)
    lines = {line.task.name: line.everybody for line in client.get("/").context["lines"]}

    for name in ("surveys_unanswered", "wishes_open"):
        assert lines[name].count == 1
        assert client.get(lines[name].url).context["table"].paginator.count == 1
