"""A list is one declaration: what the screen shows, sorts and filters."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from pytest_django.asserts import assertInHTML

from aomori_skills.base.listing import BooleanColumn, Empty, NumberColumn, TimeColumn, WarekiColumn
from aomori_skills.base.page import Action
from aomori_skills.office.models import Trade
from tests.base.trade_lists import TradeFilter, answer
from tests.factories.office import TradeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def approver():
    return UserFactory(shonin=True)


@pytest.fixture
def trades():
    return [
        TradeFactory(
            name=f"職種{number:03}",
            kana=f"ショクシュ{number:03}",
            order=number,
            certifiable_from=date(2025, 4, 1) if number % 2 else None,
        )
        for number in range(120)
    ]


def names_on(response):
    text = response.content.decode()
    return [part.split("/")[0] for part in text.split('href="/trades/')[1:] if part[0] == "職"]


def test_a_page_holds_fifty_rows_and_says_which(approver, trades):
    response = answer(approver)
    assert names_on(response) == [f"職種{number:03}" for number in range(50)]
    assert "120件中 1～50件" in response.content.decode()


def test_a_page_beyond_the_end_is_the_last_one(approver, trades):
    response = answer(approver, "?page=99")
    assert names_on(response) == [f"職種{number:03}" for number in range(100, 120)]
    assert "120件中 101～120件" in response.content.decode()


@pytest.mark.parametrize("garbage", ["?page=abc", "?page=-1", "?sort=nothing", "?sort=password"])
def test_garbage_in_the_address_does_no_harm(approver, garbage):
    TradeFactory(name="造園")
    response = answer(approver, garbage)
    assert response.status_code == 200
    assert names_on(response) == []
    assert "造園" in response.content.decode()


def test_equal_values_fall_on_one_page_each(approver, trades):
    seen = []
    for page in (1, 2, 3):
        seen += names_on(answer(approver, f"?sort=-field&page={page}"))
    assert sorted(seen) == [trade.name for trade in trades]
    assert seen[:2] == ["職種000", "職種001"]


def test_a_heading_sorts(approver, trades):
    assert names_on(answer(approver, "?sort=-order"))[:2] == ["職種119", "職種118"]
    assert 'aria-sort="descending"' in answer(approver, "?sort=-order").content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_rows(approver, django_assert_num_queries, count):
    for number in range(count):
        TradeFactory(name=f"職種{number}")
    with django_assert_num_queries(2):  # the count, and the rows of the page
        answer(approver)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_of_the_excel_do_not_grow_with_the_rows(approver, django_assert_num_queries, count):
    for number in range(count):
        TradeFactory(name=f"職種{number}")
    with django_assert_num_queries(1):
        answer(approver, data={"_export": "xlsx"})


def test_search_ignores_kana_and_width(approver):
    TradeFactory(name="左官", kana="サカン")
    TradeFactory(name="造園", kana="ゾウエン")
    for typed in ("さかん", "サカン", "ｻｶﾝ", "左官"):
        text = answer(approver, f"?q={typed}").content.decode()
        assert "左官" in text
        assert "造園" not in text


def test_conditions_are_said_in_words(approver):
    chosen = TradeFilter(
        {"q": "造園", "status": "confirmed", "certifiable_from": "2025-04-01"},
        queryset=Trade.objects.all(),
    )
    assert chosen.conditions == [
        ("検索", "造園"),
        ("根拠の確認", "確認済"),
        ("開始日", "令和7年4月1日～"),
    ]
    assert chosen.more_is_open


def test_days_are_both_included(approver):
    for day in (31, 30, 29):
        TradeFactory(name=f"三月{day}日", certifiable_from=date(2025, 3, day))
    days = {"certifiable_from": "2025-03-30", "certifiable_to": "2025-03-31"}
    found = TradeFilter(days, queryset=Trade.objects.order_by("name")).qs
    assert [trade.name for trade in found] == ["三月30日", "三月31日"]


def test_an_empty_list_says_why_and_offers_what_fills_it(approver):
    empty = Empty(
        "職種はまだありません。", Action("職種を登録する", "/new/", permission="office.edit_rules")
    )
    text = answer(approver, empty=empty).content.decode()
    assert "職種はまだありません。" in text
    assertInHTML('<a class="btn btn-primary" href="/new/">職種を登録する</a>', text)
    viewer = UserFactory(etsuran=True)
    assert "職種を登録する" not in answer(viewer, empty=empty).content.decode()


def test_a_filter_without_hits_offers_to_lift_it(approver):
    TradeFactory(name="造園")
    text = answer(approver, "?q=左官").content.decode()
    assert "条件に合うものはありません。" in text
    assertInHTML('<a href="/trades/">条件を解除する</a>', text)


def test_words_of_columns():
    aomori = ZoneInfo("Asia/Tokyo")
    assert (
        str(WarekiColumn("日").render(date(2019, 5, 1)))
        == '<time datetime="2019-05-01">令和元年5月1日（水）</time>'
    )
    assert str(WarekiColumn("日", short=True, weekday=False).render(date(2025, 4, 1))) == (
        '<time datetime="2025-04-01">R7.4.1</time>'
    )
    assert "R7.4.1（火）00:30" in str(
        TimeColumn("日時").render(datetime(2025, 4, 1, 0, 30, tzinfo=aomori))
    )
    assert NumberColumn("数", unit="人").render(1234567) == "1,234,567人"
    assert NumberColumn("年", kind="plain").render(2025) == "2025"
    licence = BooleanColumn("免許", words=("あり", "なし"))
    assert [licence.render(value) for value in (True, False, None)] == ["あり", "なし", "不明"]
    assert licence.plain(None, record=None) == ("不明",)
