"""履歴 of a request and of a session: all that belongs to it, by a fixed number of queries."""

from datetime import date, time

import pytest
from django.urls import reverse

from tests.factories.asks import AskFactory
from tests.factories.instructors import AssistantFactory, SkilledWorkerFactory
from tests.factories.office import UserFactory
from tests.factories.plans import PlanFactory, PriorMeetingFactory, TraineeFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db

MOST = 15


@pytest.fixture
def row(client):
    client.force_login(UserFactory(tanto=True))
    return RequestFactory(state="adjusting", days=[date(2025, 9, 10)])


def session_with_people(row, day: int):
    """Everybody who can go is there, and one takes the place of another."""
    session = SessionFactory(request=row, held_on=date(2025, 9, day), starts_at=time(9, 0))
    first = AssignmentFactory(session=session, state="released", release_reason="都合")
    AssignmentFactory(session=session, replaces=first)
    further = {"session": session, "meister": None}
    AssignmentFactory(**further, skilled_worker=SkilledWorkerFactory(), role="further")
    AssignmentFactory(**further, assistant=AssistantFactory(), role="assistant")
    return session


@pytest.mark.parametrize("count", [1, 3])
def test_the_request_tells_all_its_parts(client, row, count, django_assert_max_num_queries):
    PlanFactory(request=row)
    for number in range(count):
        session_with_people(row, 10 + number)
        AskFactory(request=row)
        TraineeFactory(request=row)
        PriorMeetingFactory(request=row)

    with django_assert_max_num_queries(MOST):
        page = client.get(f"{row.get_absolute_url()}?tab=history")

    subjects = {entry.subject for entry in page.context["entries"]}
    assert {"派遣依頼", "指導日", "打診", "実技指導計画書", "事前打合せ"} <= subjects


@pytest.mark.parametrize("count", [1, 3])
def test_the_session_tells_who_went_for_whom(client, row, count, django_assert_max_num_queries):
    sessions = [session_with_people(row, 10 + number) for number in range(count)]
    address = reverse("dispatch:session_detail", args=(sessions[0].pk,))

    with django_assert_max_num_queries(MOST):
        page = client.get(f"{address}?tab=history")

    entries = page.context["entries"]
    changes = [change for entry in entries for change in entry.changes]
    replaced = sessions[0].assignments.get(state="released", release_reason="都合")
    assert [str(replaced)] == [one.after for one in changes if one.label.startswith("交代")]
