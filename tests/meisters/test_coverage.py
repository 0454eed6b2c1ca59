"""職種×圏域: every number opens exactly its people."""

from datetime import date
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from aomori_skills.office.choices import Region
from meisters import figures
from meisters.models import Meister
from tests.factories.meisters import MeisterFactory, MeisterTradeFactory
from tests.factories.office import (
    MunicipalityFactory,
    OrganizationFactory,
    TradeFactory,
    UserFactory,
)

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
