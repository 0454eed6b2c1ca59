"""ホーム of those who are given no work: how the work stands, nothing that presses them."""

import pytest
from django.urls import reverse

from tests.factories.meisters import CandidateFactory
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("role", "head", "pressing"),
    [
        ("tanto", "待っている仕事", 1),
        ("kaikei", "仕事の状況", 0),
        ("etsuran", "仕事の状況", 0),
    ],
)
def test_only_those_who_are_given_work_are_pressed(client, role, head, pressing):
    CandidateFactory(next_contact_on="2020-04-01")
    client.force_login(UserFactory(**{role: True}))

    text = client.get(reverse("home")).content.decode()

    assert "今日までに連絡する候補者" in text
    assert text.count(head) == 2
    assert text.count("要対応") == pressing


def test_only_those_who_may_edit_are_led_to_a_new_application(client):
    shown = {}
    for role in ("tanto", "kaikei", "etsuran", "kanri"):
        client.force_login(UserFactory(**{role: True}))
        page = client.get(reverse("meisters:application_list"))
        shown[role] = "候補者から申請を始める" in page.content.decode()

    assert shown == {"tanto": True, "kaikei": False, "etsuran": False, "kanri": False}
