"""公表シート: whose line has changed since the last one went out, as home counts and lists it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from meisters.choices import Consent
from meisters.models import Meister, PublicSheetExport
from meisters.services import consents, public_sheets
from tests.factories.meisters import MeisterFactory
from tests.factories.office import OrganizationFactory, UserFactory
from tests.factories.publication import agree, exported, public_meister

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-09-01 10:00:00+09:00", tick=False):
        yield


def withdraw(meister, *items):
    consents.withdraw(
        meister.pk,
        items=items,
        withdrawn_on=date(2025, 9, 1),
        way="phone",
        by=UserFactory(tanto=True),
    )


def rename(meister):
    meister.employer.name = "株式会社りんご木工"
    meister.employer.save()


def change(meister, **fields):
    Meister.objects.filter(pk=meister.pk).update(**fields)


CHANGES = {
    "name": lambda one: withdraw(one, "name"),
    "trade": lambda one: withdraw(one, "trade"),
    "area": lambda one: withdraw(one, "area"),
    "employer": lambda one: withdraw(one, "employer"),
    "qualification": lambda one: withdraw(one, "qualification"),
    "profile": lambda one: withdraw(one, "profile"),
    "photo": lambda one: withdraw(one, "photo"),
    "paused": lambda one: change(one, state="paused"),
    "text": lambda one: change(one, profile_career="新しい実績です。"),
    "regions": lambda one: change(one, regions=["三八", "上北"]),
    "kana": lambda one: change(one, given_kana="リンコ"),
    "new employer": lambda one: change(one, employer=OrganizationFactory()),
    "renamed employer": rename,
    "no trade": lambda one: one.trades.all().delete(),
    "somebody new": lambda one: agree(MeisterFactory(number="02-09999"), "name"),
}
SAME = {
    "nothing": lambda one: None,
    "telephone": lambda one: change(one, phone="017-777-1234"),
    "asked again": lambda one: agree(one, "photo", on=date(2025, 9, 1)),
    "without consent": lambda one: agree(
        MeisterFactory(number="02-09999"), "name", answer=Consent.REFUSED
    ),
}


@pytest.mark.parametrize(
    ("happens", "count"),
    [*((name, 1) for name in CHANGES), *((name, 0) for name in SAME)],
)
def test_the_count_is_that_of_the_sheets_own_comparison(happens, count):
    meister = public_meister()
    other = MeisterFactory(number="02-00001", regions=[], employer=None)
    agree(other, "name", "profile")
    exported()

    (CHANGES | SAME)[happens](meister)

    found = Meister.objects.changed_since_sheet(PublicSheetExport.objects.all())
    told = public_sheets.sheet_now().changes_since(PublicSheetExport.objects.first())
    assert sorted(str(one.pk) for one in found) == sorted(one.key for one in told)
    assert found.count() == count


def test_before_there_is_a_sheet_nobody_has_changed():
    public_meister()

    assert not Meister.objects.changed_since_sheet(PublicSheetExport.objects.all())


def test_home_leads_to_exactly_the_people_until_the_next_sheet(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    meister = public_meister()
    exported(by=user)
    agree(MeisterFactory(number="02-00001"), "photo")
    withdraw(meister, "photo")

    def lines():
        page = client.get(reverse("home"))
        found = [line for line in page.context["lines"] if line.task.name == "sheet_outdated"]
        return [(line.everybody.count, line.everybody.url) for line in found]

    [(count, url)] = lines()
    rows = client.get(url).context["table"].rows

    assert count == 1
    assert [row.record for row in rows] == [meister]
    exported(by=user)
    assert lines() == []
