"""The pages of a decision ask the database as often, however much there is to decide."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dispatch.services import decisions
from tests.dispatch.decision_situations import SECOND, asked, decided, ready
from tests.dispatch.request_situations import TODAY, masters
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        yield


@pytest.fixture
def shonin():
    return UserFactory(shonin=True)


@pytest.fixture
def tanto():
    return UserFactory(tanto=True)


def change(row) -> str:
    return reverse("admin:dispatch_dispatchrequest_change", args=(row.pk,))


def asked_of(client, url) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200
    return len(found)


def with_sessions(row, count: int) -> None:
    """Of the two there are, one is taken away, or one more is made."""
    if count == 1:
        row.sessions.filter(held_on=SECOND).update(
            state="cancelled", cancel_side="client", cancel_reason="行事"
        )
    else:
        AssignmentFactory(session=SessionFactory(request=row), meister=MeisterFactory())
    assert row.sessions.standing().count() == count


@pytest.mark.parametrize("count", [1, 3])
def test_the_pages_ask_as_often_however_much_there_is(client, shonin, tanto, count):
    row = decided(shonin)
    for _ in range(count - 1):
        decided(shonin)
        decisions.revise(row.pk, by=tanto, comment="変更")
        decisions.request_approval(row.pk, by=tanto)
        decisions.approve(row.pk, by=shonin)
    waiting, still, revised = asked(), ready(), decided(shonin)
    decisions.revise(revised.pk, by=tanto, comment="変更")
    decisions.request_approval(revised.pk, by=tanto)
    for one in (waiting, still, revised):
        with_sessions(one, count)
    client.force_login(tanto)

    tabs = [asked_of(client, f"{one.get_absolute_url()}?tab=decision") for one in (row, still)]
    notices = asked_of(client, reverse("dispatch:request_notices", args=(row.pk,)))
    batch = asked_of(client, reverse("dispatch:notice_batch"))
    asking = asked_of(client, reverse("dispatch:request_step", args=(still.pk, "request_approval")))
    client.force_login(shonin)
    admin = [asked_of(client, change(one)) for one in (waiting, revised)]

    assert (*tabs, notices, batch) == (14, 14, 12, 5)
    assert (asking, *admin) == (15, 14, 15)
