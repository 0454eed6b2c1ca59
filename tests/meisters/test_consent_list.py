"""公表同意の状況: asked, printed and taken out as Excel."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from django.utils.html import strip_tags

from meisters.choices import Consent, PublicItem
from meisters.services import consents
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory
from tests.factories.publication import AGREED_ON, ConsentPaperFactory, agree

pytestmark = pytest.mark.django_db
LIST_QUERIES = 6


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def listed(client, **query) -> list[str]:
    page = client.get(reverse("meisters:consent_list"), query)
    return [row.record.number for row in page.context["table"].rows]


@pytest.fixture
def four():
    """01 agrees to all with a paper, 02 refuses the photo without one, 03 was asked for nothing.

    04 took the photo back by telephone.
    """
    held = ConsentPaperFactory(meister=MeisterFactory(number="01", given_kana="ア"))
    agree(held.meister, paper=held)
    second = MeisterFactory(number="02", given_kana="イ", state="paused")
    agree(second)
    agree(second, "photo", answer=Consent.REFUSED, on=date(2025, 7, 1))
    third = MeisterFactory(number="03", given_kana="ウ")
    third.consents.create(item="name", answer="unknown")
    held = ConsentPaperFactory(meister=MeisterFactory(number="04", given_kana="エ"))
    agree(held.meister, paper=held)
    consents.withdraw(
        held.meister_id,
        items=["photo"],
        withdrawn_on=date(2025, 8, 25),
        way="phone",
        by=UserFactory(tanto=True),
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["01", "02", "03", "04"]),
        ({"answer": "agreed"}, ["01", "02", "04"]),
        ({"item": "photo"}, ["01", "02", "03", "04"]),
        ({"item": "photo", "answer": "agreed"}, ["01"]),
        ({"item": "photo", "answer": "refused"}, ["02"]),
        ({"item": "photo", "answer": "withdrawn"}, ["04"]),
        ({"item": "photo", "answer": "unknown"}, ["03"]),
        ({"item": "name", "answer": "unknown"}, ["03"]),
        ({"answer": "unknown"}, ["03"]),
        ({"unknown": "yes"}, ["03"]),
        ({"paper": "yes"}, ["02", "04"]),
        ({"state": "paused"}, ["02"]),
        ({"unknown": "yes", "state": "paused"}, []),
    ],
)
def test_the_list_is_asked_by_item_answer_and_paper(client, tanto, four, query, found):
    assert listed(client, **query) == found


def test_the_list_in_excel_has_each_item_with_day_way_and_paper(client, tanto, four):
    url = reverse("meisters:consent_list")
    answer = client.post(url, {"_export": "xlsx", "purpose": "内部での確認・点検"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    head, *rows = sheet.iter_rows(values_only=True)
    by_number = {row[1]: dict(zip(head, row, strict=True)) for row in rows}
    names = (
        "写真の公表",
        "写真の公表の回答日",
        "写真の公表の回答方法",
        "写真の公表の同意書",
        "同意書なし",
    )
    found = {number: tuple(row[name] for name in names) for number, row in by_number.items()}
    assert found["01"][:1] + found["01"][2:4] == ("同意する", "郵送", "あり")
    assert found["01"][1].date() == AGREED_ON
    assert found["01"][4] in ("", None)
    everything = "、".join(PublicItem.labels)
    assert found["02"][:1] + found["02"][2:] == ("同意しない", "郵送", "なし", everything)
    assert [value or "" for value in found["03"]] == ["未確認", "", "", "", ""]
    assert found["04"][:1] + found["04"][2:] == ("撤回", "電話", "なし", "写真")


def test_the_list_is_printed_with_its_marks(client, tanto, four):
    url = reverse("meisters:consent_list")

    page = client.post(url, {"_export": "print", "purpose": "内部での確認・点検"}).content.decode()

    assert page.count('verdict-mark">○</span>同意する<') == 19
    assert page.count('verdict-mark">×</span>同意しない<') == 1
    assert page.count('verdict-mark">▲</span>撤回<') == 1
    assert page.count('verdict-mark">？</span>未確認<') == 7


def test_each_cell_says_the_day_and_what_proves_it(client, tanto, four):
    page = client.get(reverse("meisters:consent_list"), {"item": "photo"})

    found = {
        row.record.number: text_of(row.get_cell("for_photo")) for row in page.context["table"].rows
    }
    assert found == {
        "01": "○同意する R7.6.20 郵送・書面",
        "02": "×同意しない R7.7.1 郵送",
        "03": "？未確認",
        "04": "▲撤回 R7.8.25 電話",
    }


def text_of(cell) -> str:
    """A cell as it is read."""
    return strip_tags(str(cell).replace('<span class="consent-proof">', " "))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    client, tanto, count, django_assert_num_queries
):
    for _ in range(count):
        agree(MeisterFactory())
    client.get(reverse("meisters:consent_list"))
    with django_assert_num_queries(LIST_QUERIES):
        answer = client.get(reverse("meisters:consent_list"))
    assert len(answer.context["table"].rows) == count
