"""次に訪ねる先, 職種×圏域, 経過 of one organization: every number opens exactly its people."""

from datetime import date
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from aomori_skills.office.choices import Region, SourceStatus
from aomori_skills.office.models import YearRule
from meisters import figures
from meisters.models import Meister
from tests.factories.meisters import CandidateFactory, MeisterFactory, MeisterTradeFactory
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


@pytest.fixture
def spread():
    """Meisters of two trades in three places, one of them in both trades; one paused."""
    north = MunicipalityFactory(name="むつ市", region=Region.SHIMOKITA)
    town = MunicipalityFactory()
    carpenter, plasterer = TradeFactory(), TradeFactory(name="左官", kana="サカン", order=1)
    TradeFactory(name="石材施工", order=2)
    away = OrganizationFactory(prefecture="岩手県", municipality=None)
    both = MeisterFactory(trade__trade=carpenter, employer=None, municipality=north)
    MeisterTradeFactory(meister=both, trade=plasterer)
    MeisterFactory(trade__trade=carpenter, employer=OrganizationFactory(municipality=town))
    MeisterFactory(
        trade__trade=carpenter,
        employer=OrganizationFactory(municipality=north),
        municipality=town,
    )
    MeisterFactory(trade__trade=plasterer, employer=away, municipality=None)
    MeisterFactory(trade__trade=plasterer, employer=away, municipality=town)
    MeisterFactory(trade__trade=carpenter, state="paused")


def cells(page):
    """Trade → (numbers by 圏域, total)."""
    names = [region.name.lower() for region in Region] + ["elsewhere", "total"]
    return {
        row.record.name: [getattr(row.record, name) for name in names]
        for row in page.context["table"].rows
    }


def test_each_number_opens_exactly_its_people(client, tanto, spread):
    page = client.get(reverse("meisters:coverage"))

    assert cells(page) == {
        "建築大工": [1, 0, 0, 0, 0, 2, 0, 3],
        "左官": [1, 0, 0, 0, 0, 1, 1, 3],
    }
    html = page.content.decode().replace("&amp;", "&")
    links = [part.split('"')[0] for part in html.split('href="')[1:]]
    people = [link for link in links if link.startswith(reverse("meisters:meister_list") + "?")]
    shown = {link: html.split(f'href="{link}">')[1].split("<")[0] for link in people}
    assert len(shown) == 11
    for link, number in shown.items():
        assert client.get(link).context["table"].paginator.count == int(number)


def test_the_place_of_a_person_is_that_of_the_figures(client, tanto, spread):
    places = {region: [] for region in (*Region.values, figures.ELSEWHERE)}
    for meister in Meister.objects.for_page():
        places[figures.region_of(meister)].append(meister.pk)

    assert {
        region: sorted(Meister.objects.located_in(region).values_list("pk", flat=True))
        for region in places
    } == {region: sorted(keys) for region, keys in places.items()}


def test_totals_are_people(client, tanto, spread):
    table = client.get(reverse("meisters:coverage")).context["table"]
    part = client.get(reverse("meisters:coverage"), {"q": "左官"}).context["table"]

    assert table.people == {"東青": 2, "下北": 2, figures.ELSEWHERE: 1}
    assert part.people == {"東青": 1, "下北": 1, figures.ELSEWHERE: 1}
    assert "href" not in str(part.columns["total"].footer)


def test_empty_trades_can_be_seen(client, tanto, spread):
    everything = client.get(reverse("meisters:coverage"), {"scope": "all"})
    empty = client.get(reverse("meisters:coverage"), {"scope": "without"})

    assert list(cells(everything)) == ["建築大工", "左官", "石材施工"]
    assert cells(empty) == {"石材施工": [0] * 8}
    assert "−" in empty.content.decode()
    assert 'data-state="pending"' in empty.content.decode()


def test_the_coverage_leads_to_the_plan_and_to_the_empty_trades(client, tanto, spread):
    first = client.get(reverse("meisters:coverage")).content.decode()
    everything = client.get(reverse("meisters:coverage"), {"scope": "all"})

    way = f'<a href="{reverse("meisters:coverage")}?scope=all">'
    sentence = f"{way}マイスターのいない職種（1）も表示する</a>"
    assert sentence in first
    html = everything.content.decode()
    assert sentence not in html
    for row in everything.context["table"].rows:
        assert f"{reverse('meisters:plan_create')}?trade={row.record.pk}" in html
    client.force_login(UserFactory(etsuran=True))
    assert "計画に加える" not in client.get(reverse("meisters:coverage")).content.decode()


def test_an_unknown_condition_is_refused_naturally(client, tanto, spread):
    page = client.get(reverse("meisters:coverage"), {"scope": "none"})

    assert page.context["filter"].errors == {"scope": ["範囲は一覧から選択してください。"]}


def test_excel_and_print_of_the_coverage(client, tanto, spread):
    url = reverse("meisters:coverage")

    content = client.post(url, {"_export": "xlsx"}).content
    paper = client.post(url, {"_export": "print"}).content.decode()

    assert list(load_workbook(BytesIO(content)).active.values) == [
        ("職種", "分野", *Region.values, figures.ELSEWHERE, "計"),
        ("建築大工", "建設", 1, 0, 0, 0, 0, 2, 0, 3),
        ("左官", "建設", 1, 0, 0, 0, 0, 1, 1, 3),
    ]
    assert "実人数" in paper


def test_the_timeline_tells_everything_by_date(client, tanto):
    place = OrganizationFactory()
    done = VisitFactory(organization=place, visited_on=date(2025, 6, 10), planned=True)
    VisitFactory(organization=place, visited_on=date(2025, 5, 1), way="phone")
    PlanFactory(organization=place, month=9)
    PlanFactory(organization=place, month=7, cancelled=True)
    CandidateFactory(met_at=place, met_on=date(2025, 6, 10), family_name="候補", given_name="一")
    CandidateFactory(visit=done, met_on=date(2025, 6, 11), family_name="候補", given_name="二")
    MeisterFactory(employer=place, number="02-00001", family_name="名人", given_name="三")
    VisitFactory()
    url = reverse("organization_timeline", args=(place.pk,))

    table = client.get(url).context["table"]
    only = client.get(url, {"kind": "visit"}).context["table"]

    assert [(row.record.day.isoformat(), row.record.what) for row in table.rows] == [
        ("2025-09-01", "9月の訪問（予定）"),
        ("2025-07-01", "7月の訪問（取りやめ）"),
        ("2025-06-11", "候補 二"),
        ("2025-06-10", "訪問"),
        ("2025-06-10", "候補 一"),
        ("2025-05-01", "電話"),
        ("2024-10-01", "名人 三（02-00001）を認定"),
    ]
    assert [row.record.what for row in only.rows] == ["訪問", "電話"]
    for row in table.rows:
        assert client.get(row.record.url).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_timeline_asks_the_same_number_of_questions(
    client, tanto, count, django_assert_num_queries
):
    place = OrganizationFactory()
    for _ in range(count):
        VisitFactory(organization=place).people.create(name="青森 一郎")
        PlanFactory(organization=place)
        CandidateFactory(met_at=place)
        MeisterFactory(employer=place)
    url = reverse("organization_timeline", args=(place.pk,))
    client.get(url)
    with django_assert_num_queries(14):
        client.get(url)


def test_the_timeline_is_printed_and_goes_on_record(client, tanto):
    visit = VisitFactory()
    url = reverse("organization_timeline", args=(visit.organization_id,))

    sheet = load_workbook(BytesIO(client.post(url, {"_export": "xlsx", **PURPOSE}).content)).active
    paper = client.post(url, {"_export": "print", **PURPOSE}).content.decode()

    headings, row = list(sheet.values)
    assert headings == ("ことがら", "日付", "種類", "内容", "職員")
    assert (row[0], row[1].date(), row[2]) == ("訪問", visit.visited_on, "訪問・連絡")
    assert f"{visit.organization}の経過" in paper


def test_the_organization_and_the_search_lead_to_the_timeline(client, tanto):
    place = OrganizationFactory(name="株式会社ねぶた工業")
    timeline = reverse("organization_timeline", args=(place.pk,))

    page = client.get(reverse("office:organization_detail", args=(place.pk,))).content.decode()
    found = client.get(reverse("search"), {"q": "ねぶた"}).content.decode()

    assert timeline in page
    assert timeline in found


def test_links_of_the_coverage_name_state_trade_and_place(client, tanto, spread):
    html = client.get(reverse("meisters:coverage")).content.decode().replace("&amp;", "&")
    links = [part.split('"')[0] for part in html.split('href="')[1:]]
    register = reverse("meisters:meister_list")
    asked = [
        set(parse_qs(urlsplit(link).query)) for link in links if link.startswith(register + "?")
    ]

    assert {frozenset(names) for names in asked} == {
        frozenset({"state", "trade", "located"}),
        frozenset({"state", "trade"}),
        frozenset({"state", "located"}),
        frozenset({"state"}),
    }
