"""A 指導日 in the past is asked about once, as a closed day is; late typing is possible."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from dispatch.models import Session
from tests.dispatch.request_situations import TODAY
from tests.dispatch.session_situations import adjusting, session_at
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


def sent(session, day) -> dict:
    """The form of a session as a browser sends it, with another day."""
    values = {name: getattr(session, name) for name in ("place", "content", "break_minutes")}
    times = {name: str(getattr(session, name)) for name in ("starts_at", "ends_at", "version")}
    more = {"trade": session.trade_id, "operation": "", "municipality": "", "attendant": ""}
    return values | times | more | {"held_on": day, "people": "", "as_read": ""}


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2025-06-09", "令和7年6月9日は過ぎた日付です。"),
        ("2025-06-08", "令和7年6月8日は過ぎた日付、休業日（日曜日）です。"),
    ],
)
def test_a_day_that_is_over_is_asked_about_once(client, day, told):
    session = session_at()
    url = reverse("dispatch:session_edit", args=(session.pk,))

    answer = client.post(url, sent(session, day))
    form = answer.context["form"]

    assert answer.status_code == 422
    assert form.errors == {"held_on": [f"{told}この日でよければ、もう一度保存してください。"]}
    seen = {"closed_seen": form["closed_seen"].value()}
    assert client.post(url, sent(session, day) | seen).status_code == 302
    assert Session.objects.get(pk=session.pk).held_on == date.fromisoformat(day)


def test_today_is_not_over(client):
    row = adjusting()
    session = session_at(request=row)
    url = reverse("dispatch:session_edit", args=(session.pk,))

    assert client.post(url, sent(session, "2025-06-10")).status_code == 302
