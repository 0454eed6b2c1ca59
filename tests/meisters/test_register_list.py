"""マイスター名簿: the list, its filters, and what leaves it."""

from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from aomori_skills.paperwork.models import DisclosureLog
from meisters.models import Meister
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import OperationFactory, OrganizationFactory, TradeFactory, UserFactory
from tests.meisters.register_people import ROLES, iwaki

pytestmark = pytest.mark.django_db


LIST_QUERIES = 10


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def listed(client, **query):
    page = client.get(reverse("meisters:meister_list"), query)
    assert page.status_code == 200
    return sorted(row.record.number for row in page.context["table"].rows)


@pytest.mark.parametrize(
    "text",
    [
        "岩木太郎",
        "いわき",
        "ｲﾜｷ ﾀﾛｳ",
        "0177001234",
        "700-1234",
        "02-00007",
        "０２−００００７",
        "岩木 太郎",
    ],
)
def test_people_are_found_by_name_kana_telephone_and_number(client, tanto, text):
    iwaki()
    MeisterFactory(number="02-1", family_name="八戸", family_kana="ハチノヘ", given_kana="ジロウ")

    assert listed(client, q=text) == ["02-00007"]


def test_each_filter_finds_its_own(client, tanto):
    garden = TradeFactory(name="造園")
    hirosaki = OrganizationFactory(municipality__name="弘前市", municipality__region="中南")
    found = iwaki(
        state="paused", licence="not_held", regions=["中南", "下北"], employer=hirosaki, trade=None
    )
    for _ in range(2):
        MeisterTradeFactory(
            meister=found, trade=garden, operation=OperationFactory(name=f"作業{_}"), category="it"
        )
    MeisterFactory(number="02-9", regions=["東青"])
    queries = {
        "state": "paused",
        "trade": garden.pk,
        "region": "下北",
        "course": "not_held",
        "category": "it",
        "place": hirosaki.municipality.pk,
    }

    for name, value in queries.items():
        assert listed(client, **{name: value}) == ["02-00007"], name
    assert listed(client) == ["02-00007", "02-9"]
    assert listed(client, course="unknown") == []


def test_a_row_shows_what_the_office_asks_for(client, tanto):
    iwaki(licence="unknown", regions=["東青", "中南"], employer__name="株式会社りんご")

    row = next(iter(client.get(reverse("meisters:meister_list")).context["table"].rows))

    assert [str(row.get_cell_value(name)) for name in ("number", "category", "licence")] == [
        "02-00007",
        "ものづくりマイスター",
        "未確認",
    ]
    assert [row.get_cell("trades"), row.get_cell("regions"), row.get_cell("employer")] == [
        "建築大工（大工工事作業）",
        "東青、中南",
        "株式会社りんご",
    ]


def test_regions_that_nobody_asked_for_are_unknown(client, tanto):
    iwaki(regions=[])

    row = next(iter(client.get(reverse("meisters:meister_list")).context["table"].rows))

    assert row.get_cell("regions") == "未確認"


def test_the_list_asks_the_database_the_same_for_one_and_three(
    client, tanto, django_assert_num_queries
):
    for count in (1, 3):
        while Meister.objects.count() < count:
            MeisterFactory(employer__municipality__name=f"町{Meister.objects.count()}")
        with django_assert_num_queries(LIST_QUERIES):
            client.get(reverse("meisters:meister_list"))


def test_the_excel_of_the_list_is_the_register_of_what_is_filtered_and_is_logged(client, tanto):
    iwaki()
    MeisterFactory(number="02-9", state="paused")

    answer = client.post(
        reverse("meisters:meister_list") + "?state=active",
        {"_export": "xlsx", "purpose": "センターへの提出・報告", "purpose_note": ""},
    )

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    assert [cell.value for cell in sheet["A"]] == ["認定番号", "02-00007"]
    log = DisclosureLog.objects.get()
    assert (log.by, log.what, log.count, log.medium) == (tanto, "マイスター名簿", 1, "excel")


def test_excel_and_print_need_a_purpose_and_the_permission(client):
    iwaki()
    url, wanted = reverse("meisters:meister_list"), {"_export": "xlsx"}
    for trait in ROLES:
        client.force_login(UserFactory(**{trait: True}))
        expected = 422 if trait in ("tanto", "shonin", "kaikei") else 403
        assert client.post(url, wanted).status_code == expected
    assert DisclosureLog.objects.count() == 0
