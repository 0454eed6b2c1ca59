"""次に訪ねる先: who and what is listed by the rules in force."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from aomori_skills.office.choices import Region, SourceStatus
from aomori_skills.office.models import YearRule
from tests.factories.meisters import CandidateFactory, MeisterFactory
from tests.factories.office import (
    MunicipalityFactory,
    OrganizationFactory,
    TradeFactory,
    UserFactory,
)
from tests.factories.visits import PlanFactory, VisitFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 8, 20)
RULES = (
    ("企業・業界団体", "連絡のない日数", 180, "日以上"),
    ("認定対象職種", "活動可のマイスターの人数", 2, "人未満"),
    ("活動可のマイスター", "派遣のない年数", 2, "年以上"),
)
PURPOSE = {"purpose": "会議・打合せの資料"}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.fixture
def rules():
    YearRule.objects.filter(area="開拓").delete()
    return [
        YearRule.objects.create(
            fiscal_year=2025,
            area="開拓",
            applies_to=applies_to,
            rule=rule,
            value=value,
            unit=unit,
            status=SourceStatus.UNCONFIRMED,
        )
        for applies_to, rule, value, unit in RULES
    ]


def listed(client, name, **conditions):
    page = client.get(reverse(f"meisters:{name}"), conditions)
    return [row.record for row in page.context["table"].rows]


def test_who_was_not_contacted_comes_first(client, tanto, rules):
    edge, fresh, never = OrganizationFactory(), OrganizationFactory(), OrganizationFactory()
    VisitFactory(organization=edge, visited_on=date(2025, 2, 21))
    VisitFactory(organization=edge, visited_on=date(2024, 2, 21))
    VisitFactory(organization=fresh, visited_on=date(2025, 2, 22), way="phone")
    OrganizationFactory(kind="technical_high")
    OrganizationFactory(ended_on=date(2025, 3, 31))

    assert listed(client, "quiet_list") == [never, edge]
    assert listed(client, "quiet_list", kind="trade_body") == []
    assert listed(client, "quiet_list", scope="visited") == []
    page = client.get(reverse("meisters:quiet_list")).content.decode()
    assert "記録なし" in page
    assert "180日" in page
    assert f"?organization={never.pk}" in page


@pytest.mark.parametrize(("month", "times"), [(7, 1), (8, 0), (2, 0)])
def test_a_plan_whose_month_is_over_is_marked(client, tanto, rules, month, times):
    PlanFactory(month=month)

    page = client.get(reverse("meisters:quiet_list")).content.decode()

    assert f"{month}月に予定" in page
    assert page.count("予定月を過ぎています") == times


def test_the_visited_ones_of_the_year_are_counted_by_visits(client, tanto, rules):
    twice, called = OrganizationFactory(), OrganizationFactory()
    VisitFactory(organization=twice, visited_on=date(2025, 4, 1))
    VisitFactory(organization=twice, visited_on=date(2025, 6, 1))
    VisitFactory(organization=twice, visited_on=date(2025, 3, 31))
    VisitFactory(organization=called, way="phone")

    (row,) = listed(client, "quiet_list", scope="visited")

    assert (row, row.visits_in_year) == (twice, 2)
    page = client.get(reverse("meisters:visit_list"), {"way": "visit", "organization": twice.pk})
    assert page.context["table"].paginator.count == 2


def test_trades_with_too_few_people_are_listed_with_ways_to_them(client, tanto, rules):
    nobody, one, two = (TradeFactory(name=name) for name in ("石材施工", "左官", "建築大工"))
    TradeFactory(name="終わった職種", certifiable_to=date(2025, 7, 31))
    for trade in (one, two, two):
        MeisterFactory(trade__trade=trade)
    MeisterFactory(trade__trade=one, state="paused")
    CandidateFactory(trade=one)
    PlanFactory(trade=one)

    rows = {
        row: (row.active_people, row.open_candidates, row.open_plans)
        for row in listed(client, "thin_trade_list")
    }

    assert rows == {nobody: (0, 0, 0), one: (1, 1, 1)}
    page = client.get(reverse("meisters:thin_trade_list")).content.decode()
    for name, query in (
        ("meister_list", f"state=active&amp;trade={one.pk}"),
        ("candidate_list", f"state=open&amp;trade={one.pk}"),
        ("plan_list", f"state=planned&amp;trade={one.pk}"),
    ):
        assert f"{reverse(f'meisters:{name}')}?{query}" in page
        found = client.get(f"{reverse(f'meisters:{name}')}?{query.replace('&amp;', '&')}")
        assert found.context["table"].paginator.count == 1
    assert f"{reverse('meisters:plan_create')}?trade={nobody.pk}" in page


def test_trades_with_somewhere_to_go_come_first_and_lead_there(client, tanto, rules):
    north = MunicipalityFactory(name="むつ市", region=Region.SHIMOKITA)
    trades = [TradeFactory(name=f"職種{number}", order=number) for number in range(5)]
    nowhere, held, planned, visited, hoped = trades
    firm = OrganizationFactory(municipality=north)
    MeisterFactory(trade__trade=held, trade__operation=None, employer=firm)
    plan = PlanFactory(trade=planned, fiscal_year=2024)
    PlanFactory(trade=nowhere, cancelled=True)
    visit = VisitFactory()
    visit.trades.add(visited)
    candidate = CandidateFactory(trade=hoped, employer=OrganizationFactory())

    rows = listed(client, "thin_trade_list")

    assert rows == [planned, visited, hoped, held, nowhere]
    assert [row.regions for row in rows] == [[], [], [], ["下北"], []]
    page = client.get(reverse("meisters:thin_trade_list")).content.decode()
    places = [plan.organization, visit.organization, candidate.employer, firm]
    for trade, place in zip(rows, places, strict=False):
        query = f"scope=all&amp;trade={trade.pk}"
        assert f'<a href="{reverse("meisters:quiet_list")}?{query}">' in page
        assert listed(client, "quiet_list", scope="all", trade=trade.pk) == [place]
    assert listed(client, "quiet_list", scope="all", trade=nowhere.pk) == []


def test_who_was_not_dispatched_for_long_is_listed(client, tanto, rules):
    unknown = MeisterFactory(family_kana="ア")
    long_ago = MeisterFactory(family_kana="イ", last_dispatched_on=date(2023, 8, 20))
    MeisterFactory(last_dispatched_on=date(2023, 8, 21))
    MeisterFactory(state="paused")

    assert listed(client, "idle_list") == [unknown, long_ago]
    assert listed(client, "idle_list", record="without") == [unknown]
    assert listed(client, "idle_list", record="with") == [long_ago]
    assert "記録なし" in client.get(reverse("meisters:idle_list")).content.decode()


@pytest.mark.parametrize("name", ["quiet_list", "thin_trade_list", "idle_list"])
def test_the_rule_is_shown_with_its_doubt(client, tanto, rules, name):
    page = client.get(reverse(f"meisters:{name}")).content.decode()

    assert "要確認" in page
    assert any(reverse("office:rule_detail", args=(rule.pk,)) in page for rule in rules)


@pytest.mark.parametrize("name", ["quiet_list", "thin_trade_list", "idle_list"])
@pytest.mark.parametrize("unset", [True, False])
def test_without_a_rule_nothing_is_guessed(client, tanto, rules, name, unset):
    OrganizationFactory()
    TradeFactory()
    MeisterFactory()
    if unset:
        YearRule.objects.filter(area="開拓").update(value=None, status=SourceStatus.UNSET)
    else:
        YearRule.objects.filter(area="開拓").delete()

    page = client.get(reverse(f"meisters:{name}"))

    assert len(page.context["table"].rows) == 0
    assert "この一覧の基準が決まっていません。" in page.content.decode()


@pytest.mark.parametrize(
    ("name", "headings"),
    [
        ("quiet_list", ("名称", "最後の連絡", "経過日数")),
        ("thin_trade_list", ("職種", "活動可のマイスター", "候補者")),
        ("idle_list", ("氏名", "所在圏域", "最後に派遣した日")),
    ],
)
def test_excel_and_print_hold_the_rows_of_the_list(client, tanto, rules, name, headings):
    place, trade = OrganizationFactory(), TradeFactory()
    meister = MeisterFactory(trade__trade=trade, employer=place)
    url = reverse(f"meisters:{name}")

    content = client.post(url, {"_export": "xlsx", **PURPOSE}).content
    paper = client.post(url, {"_export": "print", **PURPOSE}).content.decode()

    first, *rows = list(load_workbook(BytesIO(content)).active.values)
    row = dict(zip(first, rows[0], strict=True))
    expected = {
        "quiet_list": (place.name, "記録なし", None),
        "thin_trade_list": (trade.name, 1, 0),
        "idle_list": (meister.name, "東青", "記録なし"),
    }
    assert len(rows) == 1
    assert (
        tuple(row[heading] or None if row[heading] == "" else row[heading] for heading in headings)
        == expected[name]
    )
    assert expected[name][0] in paper
    assert "計画に加える" not in paper


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"),
    [("quiet_list", 8), ("thin_trade_list", 7), ("idle_list", 9), ("coverage", 8)],
)
def test_the_lists_ask_the_same_number_of_questions(
    client, tanto, rules, name, queries, count, django_assert_num_queries
):
    for number in range(count):
        trade = TradeFactory(name=f"職種{number}")
        employer = OrganizationFactory()
        MeisterFactory(trade__trade=trade, trade__operation=None, employer=employer)
    client.get(reverse(f"meisters:{name}"))
    with django_assert_num_queries(queries):
        answer = client.get(reverse(f"meisters:{name}"))
    assert len(answer.context["table"].rows) == count
