"""Who is booked at the session itself: told of an earlier refusal, and asked for the paper."""

import pytest
import time_machine
from django.urls import reverse

from dispatch.models import Ask, Assignment, CancelNotice
from dispatch.services import asks, request_cancelling
from dispatch.services.ask_rows import rows_of
from tests.dispatch.ask_situations import NOW, TODAY, accepted, asked, planned
from tests.dispatch.session_situations import free_meister
from tests.factories.instructors import AssistantFactory
from tests.factories.meisters import MeisterFactory

pytestmark = pytest.mark.django_db
HERE = "指導日の画面で、本人の承諾を得たものとして割り当てました。"


@pytest.fixture
def office(client, db):
    with time_machine.travel(NOW, tick=False):
        row, days, tanto = planned()
        client.force_login(tanto)
        yield row, days, tanto


def add(client, session, person, role="lead", **more):
    url = reverse("dispatch:session_person_add", args=(session.pk,))
    data = {"person": f"{person._meta.model_name}-{person.pk}", "role": role, "confirmed": "on"}
    return client.post(url, data | more)


def test_who_is_confirmed_at_the_session_owes_one_paper_for_all_the_days(client, office):
    _, days, tanto = office
    meister = free_meister()

    for day in days:
        add(client, day, meister)
        add(client, day, AssistantFactory(), role="assistant")

    ask = Ask.objects.get()
    assert (ask.person, ask.role, ask.state, ask.reason) == (meister, "lead", "accepted", HERE)
    assert [one.assignment.session for one in ask.sessions.order_by("session")] == days
    assert list(Ask.objects.without_consent()) == [ask]
    assert asks.consent_received(ask.pk, TODAY, by=tanto).consent_on == TODAY


def test_a_substitute_who_has_declined_needs_a_reason_and_gets_a_new_paper(client, office):
    row, days, tanto = office
    first, second = free_meister(), MeisterFactory()
    add(client, days[0], first)
    ask = asked(row, second, tanto, sessions=days[:1])
    asks.decline(ask.pk, answered_on=TODAY, reason="ほかの仕事", by=tanto)
    booked = Assignment.objects.get()
    url = reverse("dispatch:assignment_substitute", args=(booked.pk,))
    data = {"person": f"meister-{second.pk}", "reason": "急病", "confirmed": "on"}

    refused = client.post(url, data)

    assert refused.status_code == 422
    (field,) = [one for one in refused.context["form"].fields if one.startswith("reason-")]
    assert refused.context["form"].fields[field].help_text == (
        "この人は、この指導日の打診を辞退しています（R7.6.10　ほかの仕事）。"
    )
    assert Assignment.objects.standing().get().person == first

    assert client.post(url, data | {field: "都合がついたとの電話"}).status_code == 302
    assert Assignment.objects.standing().get().person == second
    states = [(one.person, one.state) for one in Ask.objects.order_by("order")]
    assert states == [(first, "accepted"), (second, "declined"), (second, "accepted")]


def test_the_yes_of_who_was_not_asked_about_the_days_wants_no_reason(client, office):
    row, sessions, tanto = office
    ask = asked(row, MeisterFactory(), tanto)
    form = client.get(reverse("dispatch:ask_accept", args=(ask.pk,))).context["form"]
    assert list(form.fields) == ["answered_on", "sessions", "consent_on", "note"]
    days = [one.pk for one in sessions]
    url = reverse("dispatch:ask_accept", args=(ask.pk,))
    client.post(url, {"answered_on": "2025-06-10", "sessions": days})
    assert Ask.objects.get().state == "accepted"


def test_an_ask_that_waits_for_its_answer_is_left_alone(client, office):
    row, days, tanto = office
    meister = free_meister()
    ask = asked(row, meister, tanto)

    add(client, days[0], meister)

    assert [one.state for one in Ask.objects.all()] == ["asked"]
    done = asks.accept(ask.pk, [one.pk for one in days], answered_on=TODAY, by=tanto)
    assert done.state == "accepted"


def test_a_day_that_another_took_over_is_no_day_of_the_first_any_more(client, office):
    row, days, tanto = office
    first, second = free_meister(), free_meister()
    ask = accepted(row, first, tanto)
    booked = Assignment.objects.get(session=days[1])
    url = reverse("dispatch:assignment_substitute", args=(booked.pk,))
    data = {"person": f"meister-{second.pk}", "reason": "都合がつかない", "confirmed": "on"}

    assert client.post(url, data).status_code == 302

    asks_now = [(one.person, [day.became for day in one.asked]) for one in rows_of(row)]
    assert asks_now == [(first, ["", "交代・解除"]), (second, [""])]
    page = client.get(f"{row.get_absolute_url()}?tab=asks").content.decode()
    assert page.count("（交代・解除）") == 1
    listed = client.get(f"{reverse('dispatch:ask_list')}?scope=all").content.decode()
    assert f"{ask.sessions.get(session=days[1])}（交代・解除）" in listed

    request_cancelling.cancel(row.pk, by=tanto, side="corner", comment="担当の都合")

    told = {one.person: one.days for one in CancelNotice.objects.exclude(person="")}
    assert told == {
        f"meister-{first.pk}": "・令和7年9月10日（水）13:00～15:00　実習室　主たる指導者",
        f"meister-{second.pk}": "・令和7年9月17日（水）13:00～15:00　実習室　主たる指導者",
    }


def test_no_paper_is_waited_for_from_who_was_replaced_on_all_days(client, office):
    row, _, tanto = office
    accepted(row, free_meister(), tanto)
    page = f"{row.get_absolute_url()}?tab=asks"
    (line,) = client.get(page).context["asks"]
    assert (line.lacks_consent, line.primary.label) == (True, "承諾書を受領する")

    for one in Assignment.objects.all():
        url = reverse("dispatch:assignment_release", args=(one.pk,))
        client.post(url, {"reason": "都合がつかない"})

    (line,) = client.get(page).context["asks"]
    assert (line.lacks_consent, line.primary) == (False, None)
