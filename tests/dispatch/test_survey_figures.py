"""派遣希望調査: the 回収率, its numbers and their rows, in Excel and on paper."""

from decimal import Decimal
from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook
from pypdf import PdfReader

from dispatch import figures
from dispatch.rules import surveys as rules
from tests.dispatch.survey_pages import page
from tests.factories.office import UserFactory
from tests.factories.surveys import AddresseeFactory, SurveyFactory

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


def everybody(survey) -> None:
    """Three replies, one decline, one returned, two silent, one unsent: 3 ÷ (7 − 1)."""
    for place, trait in enumerate(
        ("replied", "replied", "replied", "declined", "undeliverable", "sent", "sent", "")
    ):
        group = "education" if place < 2 else "firm"
        AddresseeFactory(survey=survey, group=group, **({trait: True} if trait else {}))


def test_the_rate_is_replies_by_what_has_arrived(tanto):
    survey = SurveyFactory()
    everybody(survey)

    found = figures.yearly(2025).surveys
    assert (found.surveys, found.whole) == (1, rules.Rate(8, 7, 1, 1, 3))
    assert (found.whole.reached, found.whole.percent) == (6, Decimal("50.0"))
    assert found.by_group == {
        "education": rules.Rate(2, 2, 0, 0, 2),
        "trade_body": rules.Rate(),
        "firm": rules.Rate(6, 5, 1, 1, 1),
    }
    assert found.by_group["firm"].percent == Decimal("25.0")
    assert found.by_group["trade_body"].words == "算出できません"


def test_each_number_of_the_page_opens_its_rows(client, tanto):
    survey = SurveyFactory()
    everybody(survey)
    SurveyFactory(name="別の調査")
    AddresseeFactory(survey=SurveyFactory(name="別の調査"), replied=True)
    shown = client.get(survey.get_absolute_url())

    assert "50.0％（3÷6）" in " ".join(shown.content.decode().split())
    links = [cell[1:] for line in shown.context["lines"] for cell in line.cells]
    links += [(number, url) for _, number, url in shown.context["standings"]]
    assert len(links) == 30
    for number, url in links:
        assert client.get(url).context["table"].paginator.count == number, url


def test_the_rates_in_excel_and_on_paper(client, tanto):
    survey = SurveyFactory()
    everybody(survey)
    book = client.get(page("survey_rates_excel", survey.pk)).content
    paper = client.get(page("survey_rates_paper", survey.pk)).content

    lines = list(load_workbook(BytesIO(book)).active.iter_rows(min_row=4, values_only=True))
    assert [line[1:] for line in lines] == [
        ("区分", "調査先", "送付", "宛先不明", "送付−宛先不明", "回答", "辞退", "回収率（％）"),
        ("教育訓練機関", 2, 2, 0, 2, 2, 0, 100),
        ("職種別団体", 0, 0, 0, 0, 0, 0, None),
        ("事業所", 6, 5, 1, 4, 1, 1, 25),
        ("合計", 8, 7, 1, 6, 3, 1, 50),
    ]
    text = PdfReader(BytesIO(paper)).pages[0].extract_text()
    assert "回収率＝回答÷（送付−宛先不明）" in text
