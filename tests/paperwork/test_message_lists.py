"""送信箱 and its batches as lists."""

from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse

from aomori_skills.paperwork.models import (
    DisclosureLog,
)
from aomori_skills.paperwork.services import outbox, templates
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.outbox import MAIL, POST, TEMPLATE, VALUES, drafted

pytestmark = pytest.mark.django_db
LIST = "/papers/messages/"


@pytest.fixture
def tanto(client):
    ProfileFactory()
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def page(name, row, *more) -> str:
    return reverse(f"paperwork:{name}", args=(row.pk, *more))


def text_of(response) -> str:
    return response.content.decode()


def rows_of(response) -> list:
    return [row.record for row in response.context["table"].page.object_list]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_database_equally_often(client, tanto, count, django_assert_num_queries):
    for _ in range(count):
        drafted(by=tanto)
        outbox.issue(drafted(by=tanto).pk, by=tanto)
    client.get(LIST)
    with django_assert_num_queries(8):
        client.get(LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_a_batch_asks_the_database_equally_often(client, tanto, count, django_assert_num_queries):
    templates.load((TEMPLATE,))
    rows = [(POST, VALUES)] * count
    batch, _ = outbox.draft_batch("説明会", TEMPLATE.code, rows, by=tanto)
    client.get(batch.get_absolute_url())
    with django_assert_num_queries(8):
        client.get(batch.get_absolute_url())


@pytest.mark.parametrize("count", [1, 3])
def test_the_confirm_page_of_a_batch_reads_the_office_once(
    client, tanto, count, django_assert_num_queries
):
    templates.load((TEMPLATE,))
    rows = [(MAIL, VALUES), (POST, VALUES)] * count
    batch, _ = outbox.draft_batch("説明会", TEMPLATE.code, rows, by=tanto)
    client.get(page("message_batch_send", batch))
    with django_assert_num_queries(6):
        client.get(page("message_batch_send", batch))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, [3, 2, 1, 0]),
        ({"q": "太郎 りんご"}, [3]),
        ({"q": "リンゴ"}, [3]),
        ({"state": "sent"}, [2]),
        ({"scope": "waiting"}, [3, 1, 0]),
        ({"channel": "email"}, [1]),
    ],
)
def test_the_list_is_searched_and_filtered(client, tanto, query, expected):
    firm = outbox.Addressee("株式会社りんご工務店　御中")
    made = [drafted(by=tanto), drafted(by=tanto, addressee=MAIL), drafted(by=tanto)]
    made.append(drafted(by=tanto, addressee=firm))
    outbox.issue(made[2].pk, by=tanto)
    assert rows_of(client.get(LIST, query)) == [made[n] for n in expected]


def test_the_header_counts_own_drafts_and_failures(client, tanto):
    drafted(by=tanto)
    outbox.cancel(drafted(by=tanto).pk, by=tanto)
    drafted(by=UserFactory(shonin=True))
    answer = client.get("/masters/trades/")
    assert "送信箱 <strong>1</strong>" in text_of(answer)
    link = f"{LIST}?scope=waiting&amp;author={tanto.pk}"
    assert link in text_of(answer)


def test_the_list_goes_out_with_a_purpose(client, tanto):
    drafted(by=tanto)
    refused = client.post(LIST, {"_export": "xlsx"})
    answer = client.post(LIST, {"_export": "xlsx", "purpose": "内部での確認・点検"})
    rows = list(openpyxl.load_workbook(BytesIO(answer.content)).active.values)
    told = dict(zip(*rows, strict=True))
    assert (refused.status_code, DisclosureLog.objects.count()) == (422, 1)
    assert {name: told[name] for name in ("宛名", "送り方", "状態", "郵便番号", "送付先")} == {
        "宛名": "岩木　太郎　様",
        "送り方": "文書",
        "状態": "下書き",
        "郵便番号": "030-0801",
        "送付先": "青森県青森市新町一丁目1-1",
    }
    shown = client.post(LIST, {"_export": "print", "purpose": "内部での確認・点検"})
    assert "岩木　太郎　様" in text_of(shown)
