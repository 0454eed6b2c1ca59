"""経過 of one organization: the rooms tell it together, each for those who may look into it."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base import roles
from tests.factories.consultations import ConsultationFactory
from tests.factories.office import OrganizationFactory, UserFactory
from tests.factories.requests import RequestFactory
from tests.factories.visits import VisitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(date(2025, 6, 30), tick=False):
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


@pytest.fixture
def place():
    """An organization that was visited, asked for advice, and then for a dispatch."""
    place = OrganizationFactory()
    VisitFactory(organization=place, visited_on=date(2025, 6, 10))
    talk = ConsultationFactory(
        organization=place,
        consulted_on=date(2025, 6, 10),
        person="藤野 つばさ",
        next_action="用紙を送る",
    )
    RequestFactory(client=place, consultation=talk, received_on=date(2025, 6, 12), serial=12)
    ConsultationFactory()
    RequestFactory()
    return place


def told(client, place, **asked):
    url = reverse("organization_timeline", args=(place.pk,))
    table = client.get(url, asked).context["table"]
    return [(row.record.day.day, row.record.kind_label, row.record.what) for row in table.rows]


def test_visits_talks_and_requests_stand_on_one_line_of_time(client, place):
    assert told(client, place) == [
        (12, "派遣依頼", "派R7-012の受付"),
        (10, "訪問・連絡", "訪問"),
        (10, "相談・援助", "マイスターの派遣の相談（電話）"),
    ]


def test_one_kind_can_be_asked_for(client, place):
    assert told(client, place, kind="talk") == [
        (10, "相談・援助", "マイスターの派遣の相談（電話）")
    ]
    assert told(client, place, kind="request") == [(12, "派遣依頼", "派R7-012の受付")]


def test_a_talk_tells_who_asked_and_what_comes_next_and_leads_to_its_page(client, place):
    url = reverse("organization_timeline", args=(place.pk,))

    (row,) = client.get(url, {"kind": "talk"}).context["table"].rows

    talk = place.consultations.get()
    assert row.record.about == f"相談者：藤野 つばさ　職種：{talk.trade}"
    assert row.record.next_action == "用紙を送る（期日なし）"
    assert (row.record.url, row.record.staff) == (talk.get_absolute_url(), str(talk.author))


def test_a_room_is_told_only_to_those_who_may_look_into_it(client, place, monkeypatch):
    monkeypatch.setitem(roles.PERMISSIONS, "dispatch.view_consultations", frozenset())

    assert [kind for _, kind, _ in told(client, place)] == ["派遣依頼", "訪問・連絡"]


def test_the_page_offers_to_record_a_talk_with_this_organization(client, place):
    url = reverse("organization_timeline", args=(place.pk,))

    actions = client.get(url).context["actions"]

    assert [(one.label, one.url.partition("?")[2]) for one in actions] == [
        ("訪問を記録する", f"organization={place.pk}"),
        ("相談を記録する", f"organization={place.pk}"),
        ("訪問を計画する", f"organization={place.pk}"),
    ]
