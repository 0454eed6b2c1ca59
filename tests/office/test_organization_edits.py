"""企業・学校・団体: kept up by two people, closed with a successor."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import Contact, Organization
from aomori_skills.office.services import organizations
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
