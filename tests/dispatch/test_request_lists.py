"""The list of requests, the search over all rooms, home's tasks, and the numbers of the year."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from aomori_skills.paperwork.models import DisclosureLog
from dispatch import figures
from dispatch.choices import DispatchKind
from dispatch.services import requests
from tests.dispatch.request_situations import TODAY, judged, masters
from tests.factories.meisters import MeisterFactory
from tests.factories.office import MunicipalityFactory, TradeFactory, UserFactory
from tests.factories.requests import FirmFactory, RequestFactory
from tests.factories.visits import ContactFactory

pytestmark = pytest.mark.django_db
LIST = reverse("dispatch:request_list")
DAYS = [date(2025, 9, 10)]


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        masters()
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


def found(client, **asked) -> list[str]:
    table = client.get(LIST, asked).context["table"]
    return [row.record.number for row in table.rows]


@pytest.mark.parametrize(
    "typed",
    ["派R7-012", "R7-012", "r7-12", "りんご園", "ﾘﾝｺﾞｴﾝ", "大工", "岩木 太郎", "継手", "藤野"],
)
def test_a_request_is_found_however_it_is_asked_for(client, typed):
    contact = ContactFactory(
        organization=FirmFactory(name="株式会社りんご園", kana="カブシキガイシャリンゴエン")
    )
    RequestFactory(
        serial=12,
        client=contact.organization,
        contact=contact,
        content="継手の加工",
        named_meister=MeisterFactory(family_name="岩木", given_name="太郎"),
    )
    RequestFactory(serial=13, trade=TradeFactory(name="左官", kana="サカン"))

    assert found(client, q=typed) == ["派R7-012"]


def test_the_list_is_that_of_the_year_unless_asked_otherwise(client):
    RequestFactory(serial=1, fiscal_year=2025)
    RequestFactory(serial=1, fiscal_year=2024)

    assert found(client) == ["派R7-001"]
    assert found(client, scope="all") == ["派R7-001", "派R6-001"]


def test_each_filter_keeps_its_rows(client, tanto):
    hachinohe = MunicipalityFactory(name="八戸市", region="三八")
    RequestFactory(serial=1, days=DAYS)
    RequestFactory(serial=2, school=True, days=[date(2025, 12, 1)])
    RequestFactory(serial=3, client=FirmFactory(municipality=hachinohe), cancelled=True)
    RequestFactory(serial=4, owner=UserFactory(), purpose="class", received_on=date(2025, 4, 2))

    for asked, serials in (
        ({"state": "cancelled"}, [3]),
        ({"kind": "practical_school"}, [2]),
        ({"region": "三八"}, [3]),
        ({"owner": tanto.pk}, [3, 2, 1]),
        ({"purpose": "class"}, [4]),
        ({"deadline_on_from": "2025-10-01", "deadline_on_to": "2025-11-30"}, [2]),
        ({"received_on_to": "2025-04-30"}, [4]),
        ({"scope": "running"}, [4, 2, 1]),
    ):
        assert found(client, **asked) == [f"派R7-{serial:03d}" for serial in serials], asked


def test_a_request_is_found_by_each_of_its_trades(client):
    mats, doors = TradeFactory(name="畳製作", kana="タタミセイサク"), TradeFactory(name="建具製作")
    row = RequestFactory(serial=1, trade=TradeFactory(name="左官", kana="サカン"))
    RequestFactory(serial=2, trade=mats)
    RequestFactory(serial=3)
    for trade in (mats, doors):
        row.further_trades.create(trade=trade)

    assert found(client, q="畳製作") == found(client, trade=mats.pk) == ["派R7-002", "派R7-001"]
    assert found(client, q="左官") == found(client, trade=row.trade_id) == ["派R7-001"]
    answer = client.post(f"{LIST}?q=左官", {"_export": "xlsx", "purpose": "派遣の調整・連絡"})
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    heads, values = ([cell.value for cell in line] for line in sheet.iter_rows(max_row=2))
    told = dict(zip(heads, values, strict=True))
    assert (told["職種"], told["ほかの職種"]) == ("左官", "畳製作、建具製作")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_three_as_for_one(client, django_assert_num_queries, count):
    for _ in range(count):
        RequestFactory(days=DAYS, named_meister=MeisterFactory())

    with django_assert_num_queries(7):
        client.get(LIST)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_as_often_for_three_neighbours_as_for_one(
    client, django_assert_num_queries, count
):
    firm = FirmFactory()
    row = RequestFactory(client=firm, days=DAYS)
    for _ in range(count):
        RequestFactory(client=firm, days=DAYS)

    with django_assert_num_queries(12):
        client.get(row.get_absolute_url() + "?tab=checks")


def test_the_list_says_what_is_left_of_the_time_to_apply(client):
    RequestFactory(serial=1, days=DAYS)
    RequestFactory(serial=2, days=[date(2025, 7, 1)])
    RequestFactory(serial=3, days=[date(2025, 7, 1)], state="adjusting")

    page = client.get(LIST).content.decode()

    assert (page.count("あと62日"), page.count("9日超過")) == (1, 1)


def test_the_excel_holds_what_the_list_shows(client):
    contact = ContactFactory()
    RequestFactory(serial=1, client=contact.organization, contact=contact, days=DAYS)

    answer = client.post(LIST, {"_export": "xlsx", "purpose": "派遣の調整・連絡"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    heads, values = ([cell.value for cell in line] for line in sheet.iter_rows(max_row=2))
    told = dict(zip(heads, values, strict=True))
    assert (told["番号"], told["依頼元の担当者"], told["希望回数"]) == (
        "派R7-001",
        "総務部長 藤野 つばさ",
        4,
    )
    assert told["最初の希望日"].date() == date(2025, 9, 10)
    assert told["申込み期限"].date() == date(2025, 8, 11)
    assert DisclosureLog.objects.get().what == "派遣依頼一覧"


def test_further_trades_are_told_in_the_list_and_the_title(client):
    row = RequestFactory(serial=1, trade=TradeFactory(name="左官"))
    for name in ("畳製作", "建具製作"):
        row.further_trades.create(trade=TradeFactory(name=name))

    (shown,) = client.get(LIST).context["table"].rows
    assert shown.get_cell("trade") == "左官ほか2職種"
    page = client.get(row.get_absolute_url())
    assert page.context["title"] == f"{row.client}（左官ほか2職種）"
    assert str(requests.locked(row.pk)) == f"{row.client}（左官ほか2職種）"


def test_the_print_names_the_conditions(client):
    RequestFactory(days=DAYS)

    page = client.post(
        f"{LIST}?kind=practical_firm",
        {"_export": "print", "purpose": "会議・打合せの資料"},
    ).content.decode()

    assert "派遣の区分" in page
    assert "派R7-" in page


def test_an_empty_list_says_what_to_do(client):
    page = client.get(LIST).content.decode()

    assert "令和7年度の派遣依頼はまだありません。届いた依頼を登録してください。" in page


def test_home_leads_to_exactly_the_rows_that_wait(client):
    RequestFactory(serial=1, days=[date(2025, 7, 1)])
    RequestFactory(serial=2, days=DAYS)
    judged(RequestFactory(serial=3, days=DAYS, sessions_wanted=30))
    RequestFactory(serial=4, days=[date(2025, 7, 1)], state="adjusting")

    page = client.get(reverse("home")).content.decode()

    for label in (
        "申込み期限を過ぎて受付のままの派遣依頼",
        "承認者の例外を待つ派遣依頼",
        "調整を始めていない派遣依頼",
    ):
        assert label in page
    assert found(client, scope="late") == ["派R7-001"]
    assert found(client, scope="exception") == ["派R7-003"]
    assert found(client, scope="running", state="received") == ["派R7-003", "派R7-002", "派R7-001"]


def test_the_search_over_all_rooms_finds_a_request_of_any_year(client):
    RequestFactory(serial=7, fiscal_year=2024)

    page = client.get(reverse("search"), {"q": "派R6-007"}).content.decode()

    assert "派遣依頼" in page
    assert reverse("dispatch:request_list") in page


def test_the_year_counts_what_came_in_by_kind_and_month():
    RequestFactory(received_on=date(2025, 4, 1), people=5, sessions_wanted=4)
    RequestFactory(received_on=date(2026, 3, 31), people=None, school=True, sessions_wanted=2)
    RequestFactory(received_on=date(2025, 6, 2), cancelled=True)
    RequestFactory(received_on=date(2025, 3, 31), fiscal_year=2025)
    RequestFactory(received_on=date(2026, 4, 1), fiscal_year=2025)

    year, months = figures.yearly(2025).requests, figures.monthly(2025).requests

    assert (year.received, year.cancelled, year.sessions_wanted) == (2, 1, 6)
    assert (year.people, year.without_people) == (5, 1)
    assert year.by_kind == {kind.value: 0 for kind in DispatchKind} | {
        "practical_firm": 1,
        "practical_school": 1,
    }
    assert (year.by_trade, year.by_region) == ({"建築大工": 2}, {"東青": 2})
    assert months.received == (1, *(0,) * 10, 1)
    assert months.cancelled == (0, 0, 1, *(0,) * 9)
    assert months.by_kind["practical_school"] == (*(0,) * 11, 1)


def test_the_numbers_are_one_question(django_assert_num_queries):
    RequestFactory()
    RequestFactory()

    with django_assert_num_queries(1):
        assert figures.requests_of(2025)[0].received == 2
