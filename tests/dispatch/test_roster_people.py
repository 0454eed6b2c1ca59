"""人数を名簿に合わせる: by one button, by what the page showed, where the state allows it."""

import pytest
import time_machine
from django.contrib.messages import get_messages
from django.urls import reverse

from dispatch.models import DispatchRequest
from dispatch.rules.roster_people import CHANGED
from dispatch.rules.workflows import EDITABLE_STATES
from tests.dispatch.request_situations import TODAY, judged, masters
from tests.factories.office import UserFactory
from tests.factories.plans import TraineeFactory
from tests.factories.requests import RequestFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        masters()
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


def listed(count=3, **values):
    """A request with ``count`` people on its roster."""
    row = RequestFactory(**{"state": "adjusting", "people": 5} | values)
    TraineeFactory.create_batch(count, request=row)
    return judged(row)


def tab(client, row):
    return client.get(f"{row.get_absolute_url()}?tab=roster").context


def press(client, row, **fields) -> str:
    """The last message after the button that the page shows, with other ``fields`` if given."""
    action = tab(client, row)["follow"]
    answer = client.post(action.url, dict(action.fields) | fields)
    assert answer.url == f"{row.get_absolute_url()}?tab=roster"
    return [str(one) for one in get_messages(answer.wsgi_request)][-1]


@pytest.mark.parametrize(("people", "was"), [(5, "5人"), (None, "未入力")])
def test_the_number_follows_the_roster(client, people, was):
    row = listed(people=people)
    assert press(client, row) == f"{row}の受講者数を{was}から3人に変えました。"
    kept = DispatchRequest.objects.get()
    assert (kept.people, kept.version) == (3, row.version + 1)
    assert tab(client, row)["follow"] is None
    entry = client.get(f"{row.get_absolute_url()}?tab=history").context["entries"][0]
    assert [(one.label, one.after) for one in entry.changes] == [("受講者数", "3")]


@pytest.mark.parametrize("fields", [{"version": "99"}, {"seen": "2"}, {"seen": "三"}, {"seen": ""}])
def test_what_was_not_shown_is_not_taken_over(client, fields):
    row = listed()
    assert press(client, row, **fields) == CHANGED
    assert DispatchRequest.objects.get().people == 5


def test_a_second_click_changes_nothing_more(client):
    row = listed()
    action = tab(client, row)["follow"]
    client.post(action.url, dict(action.fields))
    client.post(action.url, dict(action.fields))
    assert DispatchRequest.objects.get().version == row.version + 1


@pytest.mark.parametrize(
    ("state", "first"),
    [
        ("awaiting", "先に「引き戻す」を選んでから、人数を直してください。"),
        ("held", ""),
    ],
)
def test_elsewhere_it_says_what_comes_first(client, tanto, state, first):
    row = listed()
    DispatchRequest.objects.filter(pk=row.pk).update(
        **{"state": state}
        | (
            {}
            if state == "awaiting"
            else {"approved_by": UserFactory(shonin=True), "approved_at": "2025-06-01T00:00Z"}
        )
    )
    shown = tab(client, row)
    assert (shown["follow"], shown["first"]) == (None, first)
    url = reverse("dispatch:request_roster_people", args=(row.pk,))
    client.post(url, {"version": row.version, "seen": 3})
    assert DispatchRequest.objects.get().people == 5


def test_readers_have_no_button(client):
    row = listed()
    client.force_login(UserFactory(etsuran=True))
    assert (tab(client, row)["follow"], tab(client, row)["first"]) == (None, "")
    url = reverse("dispatch:request_roster_people", args=(row.pk,))
    assert client.post(url, {"version": row.version, "seen": 3}).status_code == 403
    assert row.state in EDITABLE_STATES
