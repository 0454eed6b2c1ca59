"""企業・学校・団体: found in any writing, and what a page asks about them."""

from datetime import date
from io import BytesIO

import pytest
from django.contrib import admin
from django.urls import reverse
from openpyxl import load_workbook

from aomori_skills.base.roles import Role
from aomori_skills.base.verdict import Outcome
from aomori_skills.office import rules
from aomori_skills.office.choices import Industry
from aomori_skills.office.models import Organization
from aomori_skills.office.services import masters
from tests.factories.office import MunicipalityFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def listed(client, **asked):
    """Names on the list, in its order."""
    page = client.get(reverse("office:organization_list"), asked)
    return [row.record.name for row in page.context["table"].rows]


@pytest.mark.parametrize("writing", ["青森", "アオモリ", "ｱｵﾓﾘ", "あおもり"])
def test_a_place_is_found_in_every_writing(client, tanto, writing):
    masters.load_masters()

    assert sorted(listed(client, q=writing, kind="support_station")) == [
        "あおもり若者サポートステーション"
    ]
    assert sorted(listed(client, q=writing, kind="technical_high", region="東青")) == [
        "青森県立青森工業高等学校"
    ]


def test_the_telephone_number_is_found_without_hyphens(client, tanto):
    OrganizationFactory(name="八甲電機", phone="017-723-1234")
    OrganizationFactory(name="岩木電機", phone="0172-32-1234")

    assert listed(client, q="0177231234") == ["八甲電機"]


def test_closed_organizations_are_out_of_sight_until_asked_for(client, tanto):
    OrganizationFactory(name="今の会社", kana="イマノカイシャ")
    OrganizationFactory(name="昔の会社", kana="ムカシノカイシャ", ended_on=date(2020, 3, 31))

    assert listed(client) == ["今の会社"]
    assert listed(client, status="all") == ["今の会社", "昔の会社"]
    assert listed(client, status="ended") == ["昔の会社"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_three(
    client, tanto, count, django_assert_num_queries
):
    OrganizationFactory.create_batch(count)

    with django_assert_num_queries(6):
        client.get(reverse("office:organization_list"))


@pytest.mark.parametrize(
    ("industry", "capital", "people", "outcome"),
    [
        (Industry.MANUFACTURING, 300_000_000, 301, Outcome.YES),
        (Industry.MANUFACTURING, 300_000_001, 300, Outcome.YES),
        (Industry.MANUFACTURING, 300_000_001, 301, Outcome.NO),
        (Industry.WHOLESALE, 100_000_001, 100, Outcome.YES),
        (Industry.WHOLESALE, 100_000_001, 101, Outcome.NO),
        (Industry.SERVICE, 50_000_001, 101, Outcome.NO),
        (Industry.RETAIL, 50_000_000, 51, Outcome.YES),
        (Industry.RETAIL, 50_000_001, 51, Outcome.NO),
        (Industry.RETAIL, None, 51, Outcome.UNKNOWN),
        (Industry.RETAIL, None, 50, Outcome.YES),
        (Industry.RETAIL, 50_000_001, None, Outcome.UNKNOWN),
        ("", 1, 1, Outcome.UNKNOWN),
    ],
)
def test_small_and_medium_by_capital_or_people(industry, capital, people, outcome):
    organization = Organization(industry=industry, capital=capital, employees=people)

    assert rules.small_and_medium(organization).outcome == outcome


@pytest.mark.parametrize(
    ("industry", "ceilings"),
    [
        (Industry.MANUFACTURING, "資本金3億円以下または従業員300人以下"),
        (Industry.RETAIL, "資本金5,000万円以下または従業員50人以下"),
    ],
)
def test_the_ceilings_are_told_as_people_say_them(industry, ceilings):
    organization = Organization(industry=industry, capital=1, employees=1)

    assert rules.small_and_medium(organization).text == f"{ceilings}に当てはまります。"


def test_a_postcode_fills_the_address(client, tanto):
    masters.load_masters()
    url = reverse("office:postcode")

    assert client.get(url, {"postcode": "０３９－３３２１"}).json() == {
        "prefecture": "青森県",
        "city": "東津軽郡平内町",
        "town": "小湊",
        "municipality": "平内町",
    }
    assert client.get(url, {"postcode": "100-0001"}).json()["municipality"] == ""
    assert client.get(url, {"postcode": "999-9999"}).status_code == 404


def test_what_is_typed_finds_current_organizations(client, tanto):
    place = MunicipalityFactory(name="弘前市", kana="ヒロサキシ", region="中南")
    current = OrganizationFactory(name="岩木鉄工", kana="イワキテッコウ", municipality=place)
    OrganizationFactory(name="岩木鋳造", kana="イワキチュウゾウ", ended_on=date(2024, 3, 31))

    answer = client.get(reverse("office:organization_options"), {"q": "いわき"})

    assert answer.json() == {"results": [{"value": current.pk, "text": "岩木鉄工（弘前市）"}]}


def test_the_excel_holds_what_is_filtered(client, tanto):
    OrganizationFactory(name="岩木鉄工", kana="イワキテッコウ", capital=30_000_000)
    OrganizationFactory(name="八甲電機", kana="ハッコウデンキ")

    url = reverse("office:organization_list")
    answer = client.post(f"{url}?q=いわき", {"_export": "xlsx"})

    sheet = load_workbook(BytesIO(answer.content)).active
    headings = [cell.value for cell in sheet[1]]
    values = dict(zip(headings, [cell.value for cell in sheet[2]], strict=True))
    assert sheet.max_row == 2
    assert (values["名称"], values["資本金（円）"]) == ("岩木鉄工", 30_000_000)


@pytest.mark.parametrize("text", ["りんご", "ﾘﾝｺﾞ", "リンゴ"])
def test_the_admin_searches_as_the_office_does(client, text):
    client.force_login(UserFactory(kanri=True))
    found = OrganizationFactory(name="株式会社リンゴ堂", kana="リンゴドウ")
    OrganizationFactory(name="津軽塗工房", kana="ツガルヌリコウボウ")

    page = client.get(reverse("admin:office_organization_changelist"), {"q": text})

    assert list(page.context["cl"].result_list) == [found]


@pytest.mark.parametrize(
    "model",
    [
        f"{model._meta.app_label}_{model._meta.model_name}"
        for model, page in admin.site._registry.items()
        if page.search_fields
    ],
)
def test_every_search_of_the_admin_folds(client, model):
    client.force_login(UserFactory(roles=[role.value for role in Role]))
    page = client.get(reverse(f"admin:{model}_changelist"), {"q": "ﾘﾝｺﾞ"})
    assert page.status_code == 200
