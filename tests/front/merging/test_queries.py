"""The preview of a merger counts what moves by one query, however much it is."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from meisters.models import (
    BankAccount,
    Briefing,
    Confirmation,
    ConfirmationRound,
    Course,
    DateAvailability,
    MeisterConsent,
    MeisterTrade,
    Participation,
    Visit,
    WeekdayAvailability,
)
from tests.factories.meisters import CandidateFactory, MeisterFactory
from tests.factories.office import OrganizationFactory, TradeFactory, UserFactory
from tests.front.merging.acts import account

pytestmark = pytest.mark.django_db

QUERIES = 7
TABLES_WITH_TWINS = 8
MEISTER_QUERIES = 10 + TABLES_WITH_TWINS


@pytest.fixture
def user(client):
    user = UserFactory(shonin=True)
    client.force_login(user)
    return user


def preview(client, kind, kept, lost):
    return client.get(reverse("merge_confirm", args=(kind, kept.pk, lost.pk)))


@pytest.mark.parametrize("count", [1, 3])
def test_an_organization(client, user, count, django_assert_num_queries):
    kept, lost = OrganizationFactory(), OrganizationFactory()
    for number in range(count):
        CandidateFactory(employer=lost, met_at=lost)
        MeisterFactory(employer=lost)
        Visit.objects.create(organization=lost, visited_on=date(2025, 6, 1), author=user)
        lost.departments.create(name=f"第{number}課")
    with django_assert_num_queries(QUERIES):
        page = preview(client, "organizations", kept, lost)

    assert {moved for _, moved in page.context["plan"].moved} == {count}


@pytest.mark.parametrize("count", [1, 3])
def test_a_meister_with_a_twin_in_every_table(client, user, count, django_assert_num_queries):
    kept, lost = MeisterFactory(trade=None), MeisterFactory(trade=None)
    for number in range(count):
        day = date(2026, 4, 1) + timedelta(number)
        trade = TradeFactory(name=f"職種{number}")
        course = Course.objects.create(kind="teaching", starts_on=day, owner=user)
        round_ = ConfirmationRound.objects.create(
            fiscal_year=2020 + number, opened_on=day, reply_by=day, owner=user
        )
        briefing = Briefing.objects.create(
            held_on=day, way="meeting", topics=["conditions"], staff=user
        )
        for meister in (kept, lost):
            MeisterTrade.objects.create(meister=meister, trade=trade)
            Participation.objects.create(course=course, meister=meister, obligation="required")
            asked = Confirmation.objects.create(round=round_, meister=meister)
            asked.calls.create(called_on=day, by=user)
            briefing.people.create(meister=meister, topics=["conditions"])
            DateAvailability.objects.create(meister=meister, day=day, half="am", mark="yes")
    for meister in (kept, lost):
        MeisterConsent.objects.create(meister=meister, item="name")
        WeekdayAvailability.objects.create(meister=meister, weekday=1, half="am", mark="yes")
        account(meister)
    with django_assert_num_queries(MEISTER_QUERIES):
        page = preview(client, "meisters", kept, lost)

    assert len(page.context["plan"].staying) == 5 * count + 3
    assert page.context["plan"].moved == [("確認の連絡", count)]
    assert BankAccount.objects.count() == 2
