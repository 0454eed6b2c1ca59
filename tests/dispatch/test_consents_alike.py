"""Whose 派遣承諾書 is missing is counted alike: 当日, the check of a decision, lists and home."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from dispatch.models import Ask
from dispatch.querysets.preparation import lacking
from dispatch.rules.person_keys import person_key
from dispatch.rules.readiness import Derived
from dispatch.services import asks, assignments, booked_asks
from dispatch.services.preparation import facts_of
from tests.dispatch.ask_situations import NOW, TODAY, accepted, planned
from tests.dispatch.request_situations import judged
from tests.dispatch.session_situations import free_meister
from tests.factories.instructors import AssistantFactory

pytestmark = pytest.mark.django_db
MISSING = "{}さんから届いていません。「打診」で確認してください。"
NONE = "届いていない人はいません。"


@pytest.fixture(autouse=True)
def office(db):
    with time_machine.travel(NOW, tick=False):
        yield


def unasked(row, day, person, by):
    assignments.assign(day.pk, person, "lead", by=by, confirmed=True)


def at_the_session(row, day, person, by):
    booked = assignments.assign(day.pk, person, "lead", by=by, confirmed=True)
    booked_asks.keep(booked, by=by)


def with_ask(row, day, person, by):
    accepted(row, person, by)


def with_paper(row, day, person, by):
    asks.consent_received(accepted(row, person, by).pk, TODAY, by=by)


def after_release(row, day, person, by):
    """Who came instead has given the paper; of who left nobody waits for one."""
    accepted(row, person, by)
    gone = day.assignments.standing().get()
    booked = assignments.substitute(gone.pk, free_meister(), reason="急病", confirmed=True, by=by)
    booked_asks.keep(booked, by=by)
    asks.consent_received(booked.asked.ask_id, TODAY, by=by)


def told(row, client) -> tuple:
    """(names of the tab 当日, the check, whether the list of days tells of it, asks at home)."""
    client.force_login(row.author)
    page = client.get(f"{row.get_absolute_url()}?tab=decision")
    (check,) = (one for one in page.context["checks"] if one.title == "派遣承諾書")
    (facts,) = facts_of(row.sessions.for_listing().select_related("request__contact")).values()
    return (
        facts.missing_consents,
        check.text,
        lacking(row.sessions.all(), Derived.CONSENT).exists(),
        Ask.objects.without_consent().count(),
    )


@pytest.mark.parametrize(
    ("situation", "missing", "asked"),
    [
        (unasked, True, 0),
        (at_the_session, True, 1),
        (with_ask, True, 1),
        (with_paper, False, 0),
        (after_release, False, 0),
    ],
)
def test_every_place_counts_the_same(client, situation, missing, asked):
    row, (day,), tanto = planned((date(2025, 9, 10),))
    judged(row)
    lead = free_meister()
    situation(row, day, lead, tanto)
    assignments.assign(day.pk, AssistantFactory(), "assistant", by=tanto, confirmed=True)

    names = (lead.name,) if missing else ()
    words = MISSING.format(lead.name) if missing else NONE
    assert told(row, client) == (names, words, missing, asked)


def test_who_is_confirmed_on_the_page_of_the_day_is_waited_for_at_home(client):
    row, (day,), tanto = planned((date(2025, 9, 10),))
    judged(row)
    client.force_login(tanto)
    lead = free_meister()
    url = reverse("dispatch:session_person_add", args=(day.pk,))

    client.post(url, {"person": person_key(lead), "role": "lead", "confirmed": "on"})

    assert told(row, client) == ((lead.name,), MISSING.format(lead.name), True, 1)
