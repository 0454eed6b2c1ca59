"""公表シート: how many people's lines have changed since the last went out, as home says."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.paperwork.services import attachments
from meisters.choices import Category, Consent, DocumentKind
from meisters.models import Meister
from meisters.services import consents
from tests.factories.meisters import ApplicationFactory, MeisterFactory, MeisterTradeFactory
from tests.factories.office import (
    OperationFactory,
    OrganizationFactory,
    ProfileFactory,
    UserFactory,
)
from tests.factories.paperwork import uploaded
from tests.factories.publication import agree, exported, photograph, public_meister

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


def change_trade(meister, **fields):
    meister.trades.update(**fields)


def add_photo(_):
    """The first photograph of somebody who had agreed to its publication before."""
    meister = Meister.objects.get(number=WITHOUT_PHOTO)
    by = meister.application.author
    meister.application.documents.create(
        kind=DocumentKind.PHOTO,
        attachment=attachments.store(uploaded("顔写真.jpg", photograph()), by=by),
    )


def merge(meister):
    Meister.objects.filter(pk=meister.pk).update(
        merged_into=Meister.objects.get(number=WITHOUT_PHOTO)
    )


WITHOUT_PHOTO = "02-00001"
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
    "second trade": lambda one: MeisterTradeFactory(meister=one),
    "second title": lambda one: one.titles.create(title="hirosaki"),
    "detail of the ground": lambda one: one.application.qualifications.update(detail="大臣表彰"),
    "operation": lambda one: change_trade(one, operation=OperationFactory()),
    "day of the trade": lambda one: change_trade(one, certified_on=date(2024, 11, 1)),
    "category": lambda one: change_trade(one, category=Category.MEISTER),
    "first photo": add_photo,
    "merged": merge,
}
SAME = {
    "nothing": lambda one: None,
    "telephone": lambda one: change(one, phone="017-777-1234"),
    "asked again": lambda one: agree(one, "photo", on=date(2025, 9, 1)),
    "without consent": lambda one: agree(
        MeisterFactory(number="02-09999"), "name", answer=Consent.REFUSED
    ),
}


@pytest.fixture
def sheet():
    """Two people on a sheet that has gone out; the first has everything to show."""
    meister = public_meister()
    other = MeisterFactory(
        number=WITHOUT_PHOTO, regions=[], employer=None, application=ApplicationFactory()
    )
    agree(other, "name", "profile", "photo")
    exported()
    return meister


def waiting(client) -> list:
    """The count and the address of the task on home, if it is there."""
    client.force_login(UserFactory(tanto=True))
    lines = client.get(reverse("home")).context["lines"]
    found = [line for line in lines if line.task.name == "sheet_outdated"]
    return [(line.everybody.count, line.everybody.url) for line in found]


@pytest.mark.parametrize("happens", CHANGES)
def test_home_counts_who_has_changed_and_leads_to_the_changes(client, sheet, happens):
    CHANGES[happens](sheet)

    [(count, url)] = waiting(client)

    assert (count, url) == (1, reverse("meisters:public_sheet"))
    assert len(client.get(url).context["changes"]) == 1


@pytest.mark.parametrize("happens", SAME)
def test_home_is_silent_about_what_the_sheet_does_not_say(client, sheet, happens):
    SAME[happens](sheet)

    assert waiting(client) == []


def test_another_prefecture_changes_everybodys_line(client, sheet):
    ProfileFactory(prefecture="岩手県")

    assert waiting(client) == [(2, reverse("meisters:public_sheet"))]


def test_before_there_is_a_sheet_nobody_has_changed(client):
    public_meister()

    assert waiting(client) == []


def test_the_next_sheet_ends_the_task_at_once(client, sheet):
    withdraw(sheet, "photo")
    before = waiting(client)

    exported()

    assert (len(before), waiting(client)) == (1, [])


@pytest.mark.parametrize("count", [1, 3])
def test_home_asks_a_fixed_number_of_questions(client, sheet, count, django_assert_num_queries):
    for place in range(count):
        public_meister(number=f"02-0900{place}", trade_name=f"職種{place}", employer=None)
    client.force_login(UserFactory(shonin=True))
    client.get(reverse("home"))

    with django_assert_num_queries(14):
        client.get(reverse("home"))
