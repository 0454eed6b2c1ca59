"""企業・学校・団体: found in any writing, kept up by two people, closed with a successor."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from aomori_skills.base.roles import Role
from aomori_skills.base.verdict import Outcome
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office import rules
from aomori_skills.office.choices import Industry
from aomori_skills.office.models import Contact, Organization
from aomori_skills.office.services import masters, organizations
from tests.factories.office import MunicipalityFactory, OrganizationFactory, UserFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 11, 10)


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def sent(**more):
    """The form as a browser sends it, without departments and contacts."""
    return {
        "name": "株式会社ふじ精機",
        "kana": "ふじせいき",
        "kind": "company",
        "prefecture": "青森県",
        "form_token": str(uuid4()),
        **rows("departments"),
        **rows("contacts"),
        **more,
    }


def rows(prefix, *entries, kept=0):
    data = {f"{prefix}-TOTAL_FORMS": len(entries), f"{prefix}-INITIAL_FORMS": kept}
    for number, entry in enumerate(entries):
        data |= {f"{prefix}-{number}-{name}": value for name, value in entry.items()}
    return data


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


def test_one_form_makes_an_organization_with_its_people(client, tanto):
    contact = {"name": "津軽 花子", "kana": "つがる はなこ", "title": "総務課長"}

    client.post(
        reverse("office:organization_create"),
        sent() | rows("departments", {"name": "製造部"}) | rows("contacts", contact),
    )

    organization = Organization.objects.get()
    assert (organization.name, organization.kana) == ("株式会社ふじ精機", "フジセイキ")
    assert [row.name for row in organization.departments.all()] == ["製造部"]
    assert [(row.name, row.kana) for row in organization.contacts.all()] == [
        ("津軽 花子", "ツガル　ハナコ")
    ]


def test_a_form_sent_twice_makes_one_organization(client, tanto):
    form = sent()

    first = client.post(reverse("office:organization_create"), form)
    second = client.post(reverse("office:organization_create"), form)

    assert (Organization.objects.count(), first.url) == (1, second.url)


def test_the_same_name_in_the_same_place_is_refused_at_the_form(client, tanto):
    place = MunicipalityFactory()
    OrganizationFactory(name="株式会社ふじ精機", municipality=place)

    page = client.post(reverse("office:organization_create"), sent(municipality=place.pk))

    assert page.status_code == 422
    assert Organization.objects.count() == 1
    assert page.context["form"].errors


def test_the_same_name_outside_the_prefecture_is_one_too(client, tanto):
    OrganizationFactory(name="中央職業能力開発協会", municipality=None, prefecture="東京都")
    abroad = {"name": "中央職業能力開発協会", "municipality": ""}

    refused = client.post(
        reverse("office:organization_create"), sent(**abroad, prefecture="東京都")
    )
    elsewhere = client.post(
        reverse("office:organization_create"), sent(**abroad, prefecture="宮城県")
    )

    assert (refused.status_code, elsewhere.status_code) == (422, 302)
    assert Organization.objects.filter(name="中央職業能力開発協会").count() == 2


def test_closing_locks_both_rows_in_the_order_of_their_keys(tanto):
    successor, closed = OrganizationFactory(), OrganizationFactory()
    assert tanto.has_perm("office.edit_organizations")

    with CaptureQueriesContext(connection) as queries:
        organizations.close(closed.pk, by=tanto, ended_on=date(2025, 4, 1), successor=successor)

    locks = [query["sql"] for query in queries if "FOR UPDATE" in query["sql"]]
    assert len(locks) == 1
    assert 'ORDER BY "office_organization"."id" ASC' in locks[0]


def test_an_edit_that_somebody_else_has_overtaken_shows_both_texts(client, tanto):
    organization = OrganizationFactory(name="株式会社ふじ精機")
    url = reverse("office:organization_edit", args=(organization.pk,))
    mine = sent(phone="017-723-1111", version=organization.version)
    organization.phone = "017-723-2222"
    organization.save_version()

    page = client.post(url, mine)

    organization.refresh_from_db()
    assert organization.phone == "017-723-2222"
    different = {d.label: (d.theirs, d.yours) for d in page.context["form"].differences}
    assert different["電話番号"] == ("017-723-2222", "017-723-1111")


def test_two_people_who_add_contacts_keep_both(client, tanto):
    organization = OrganizationFactory()
    url = reverse("office:organization_edit", args=(organization.pk,))
    page = client.get(url)
    read = {name: page.context["form"][name].value() for name in ("version", "as_read")}
    organization.contacts.create(name="先の人")
    organization.save_version()
    mine = sent(name=organization.name, **read) | rows("contacts", {"name": "後の人"})

    stopped = client.post(url, mine)
    again = stopped.context["form"].data | stopped.context["formsets"][1].data
    client.post(url, {name: value for name, value in again.items() if value is not None})

    assert sorted(organization.contacts.values_list("name", flat=True)) == ["先の人", "後の人"]


def test_a_department_is_not_entered_twice(client, tanto):
    organization = OrganizationFactory()
    organization.departments.create(name="機械科")

    page = client.post(
        reverse("office:organization_edit", args=(organization.pk,)),
        sent(version=organization.version)
        | rows("departments", {"name": "機械科"}, {"name": "電気科"}, {"name": "電気科"}),
    )

    assert page.status_code == 422
    assert organization.departments.count() == 1


@time_machine.travel(TODAY)
def test_people_who_left_stand_apart_and_leave_the_form(client, tanto):
    organization = OrganizationFactory()
    for name, last in (("残る人", None), ("今日まで", TODAY), ("去った人", date(2025, 11, 9))):
        Contact.objects.create(organization=organization, name=name, ends_on=last)

    page = client.get(
        reverse("office:organization_detail", args=(organization.pk,)), {"tab": "contacts"}
    )
    form = client.get(reverse("office:organization_edit", args=(organization.pk,)))

    assert sorted(row.name for row in page.context["contacts"]) == ["今日まで", "残る人"]
    assert [row.name for row in page.context["ended"]] == ["去った人"]
    contacts = form.context["formsets"][1]
    assert sorted(one.instance.name for one in contacts) == ["今日まで", "残る人"]


def test_a_contact_takes_departments_of_its_own_organization_only(client, tanto):
    organization, other = OrganizationFactory(), OrganizationFactory()
    own = organization.departments.create(name="機械科")
    other.departments.create(name="電気科")

    form = client.get(reverse("office:organization_edit", args=(organization.pk,)))

    empty = form.context["formsets"][1].empty_form
    assert list(empty.fields["department"].queryset) == [own]


def test_closing_names_the_successor_and_can_be_taken_back(client, tanto):
    old, new = OrganizationFactory(), OrganizationFactory()

    client.post(
        reverse("office:organization_close", args=(old.pk,)),
        {"ended_on": "令和7年3月31日", "successor": new.pk},
    )
    old.refresh_from_db()
    assert (old.ended_on, old.successor) == (date(2025, 3, 31), new)

    client.post(reverse("office:organization_reopen", args=(old.pk,)))
    old.refresh_from_db()
    assert (old.ended_on, old.successor) == (None, None)


def test_nobody_is_succeeded_by_the_closed_or_by_themselves(tanto):
    closed = OrganizationFactory(ended_on=date(2024, 3, 31))
    organization = OrganizationFactory()

    for successor in (closed, organization):
        with pytest.raises(TransitionDenied):
            organizations.close(
                organization.pk, by=tanto, ended_on=date(2025, 3, 31), successor=successor
            )

    organization.refresh_from_db()
    assert organization.ended_on is None


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
