"""Pages of candidates and applications ask the same number of questions for one row and three."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from meisters.rules.results import Answered
from meisters.services import applications, results
from tests.factories.meisters import (
    ApplicationFactory,
    CandidateFactory,
    InstructionRecordFactory,
    PracticePeriodFactory,
    QualificationFactory,
    RoundFactory,
)
from tests.factories.office import UserFactory
from tests.meisters import situations

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("count", [1, 3])]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = situations.tanto()
    client.force_login(user)
    return user


def application_with(count):
    """A full application with ``count`` rows of each kind."""
    application = situations.complete()
    for _ in range(count - 1):
        for factory in (QualificationFactory, PracticePeriodFactory, InstructionRecordFactory):
            factory(application=application)
    return application


@pytest.mark.parametrize(
    ("tab", "queries"),
    [("overview", 15), ("checklist", 15), ("documents", 15), ("steps", 5), ("history", 7)],
)
def test_tabs(client, tanto, count, tab, queries, django_assert_num_queries):
    application = application_with(count)
    url = application.get_absolute_url()
    client.get(url)
    with django_assert_num_queries(queries):
        client.get(url, {"tab": tab})


@pytest.mark.parametrize(
    ("slug", "queries"),
    [
        ("person", 15),
        ("work", 15),
        ("qualifications", 14),
        ("experience", 12),
        ("support", 12),
        ("publication", 12),
        ("documents", 12),
    ],
)
def test_sections(client, tanto, count, slug, queries, django_assert_num_queries):
    application = application_with(count)
    url = reverse("meisters:application_section", args=(application.pk, slug))
    client.get(url)
    with django_assert_num_queries(queries):
        client.get(url)


@pytest.mark.parametrize(("name", "queries"), [("receive", 10), ("withdraw", 10)])
def test_steps(client, tanto, count, name, queries, django_assert_num_queries):
    application = application_with(count)
    url = reverse("meisters:application_step", args=(application.pk, name))
    client.get(url)
    with django_assert_num_queries(queries):
        client.get(url)


@pytest.mark.parametrize(
    ("state", "queries"),
    [("awaiting", 15), ("approved", 11), ("submitted", 12), ("certified", 12), ("rejected", 11)],
)
def test_the_page_in_later_states(client, tanto, count, state, queries, django_assert_num_queries):
    url = LATER[state](count).get_absolute_url()
    client.get(url)
    with django_assert_num_queries(queries):
        client.get(url)


def submitted(count):
    return situations.submitted(count).items.first().application


def certified(count):
    return answered(count, result="certified", meister_number="02-00001")


def rejected(count):
    return answered(count, result="rejected", comment="実務経験が足りない")


def answered(count, **fields):
    item = situations.submitted(count).items.first()
    answer = Answered(item.pk, result_on=date(2025, 9, 1), **fields)
    results.record(item.batch_id, [answer], by=situations.tanto())
    return item.application


LATER = {
    "awaiting": lambda count: situations.awaiting(),
    "approved": lambda count: situations.approved(),
    "submitted": submitted,
    "certified": certified,
    "rejected": rejected,
}


@pytest.mark.parametrize(("name", "queries"), [("confirm", 14), ("request_approval", 15)])
def test_judged_steps(client, tanto, count, name, queries, django_assert_num_queries):
    application = application_with(count)
    applications.receive(application.pk, by=tanto, received_on=date(2025, 7, 2), way="post")
    if name == "request_approval":
        applications.confirm(application.pk, by=tanto)
    for _ in range(count):
        UserFactory(roles=["approver"])
    url = reverse("meisters:application_step", args=(application.pk, name))
    client.get(url)
    with django_assert_num_queries(queries):
        client.get(url)


def test_application_list(client, tanto, count, django_assert_num_queries):
    for _ in range(count):
        row = ApplicationFactory(author=tanto, round=RoundFactory())
        QualificationFactory(application=row)
    url = reverse("meisters:application_list")
    client.get(url)
    with django_assert_num_queries(9):
        client.get(url, {"scope": "all"})


def test_candidate_page(client, tanto, count, django_assert_num_queries):
    candidate = CandidateFactory(owner=tanto)
    for number in range(count):
        ApplicationFactory(candidate=candidate, state="withdrawn", serial=number + 1)
    client.get(candidate.get_absolute_url())
    with django_assert_num_queries(6):
        client.get(candidate.get_absolute_url())
