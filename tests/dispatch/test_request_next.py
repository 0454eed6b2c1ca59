"""The button of a request that is being adjusted: the next thing to do, then the approval."""

from datetime import date

import pytest
import time_machine

from aomori_skills.front import wording
from dispatch.models import Assignment, DispatchPlan, DispatchRequest
from tests.dispatch.decision_situations import FIRST, SECOND, decided, ready, tell
from tests.dispatch.request_situations import TODAY, judged, masters
from tests.factories.office import ProfileFactory, UserFactory
from tests.factories.requests import RequestFactory
from tests.factories.sessions import SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        masters()
        client.force_login(UserFactory(tanto=True))
        yield


def primary(client, row) -> tuple[str, str]:
    action = client.get(row.get_absolute_url()).context["primary"]
    return action.label, action.url.removeprefix(row.get_absolute_url())


def test_the_next_thing_to_do_leads_to_the_approval(client):
    row = ready()
    DispatchPlan.objects.update(aim=" ")
    Assignment.objects.update(state="tentative")
    assert primary(client, row) == ("指導者を決める", "?tab=matching")
    Assignment.objects.update(state="confirmed")
    assert primary(client, row)[0] == "計画書を作る"
    DispatchPlan.objects.update(aim="墨付け")
    assert primary(client, row) == ("承認を依頼する", "request_approval/")


def test_a_plan_over_a_cap_of_the_year_has_to_be_asked_for_first(client):
    row = ready(sessions_wanted=1)
    assert primary(client, row)[0] == "承認を依頼する"
    RequestFactory(client=row.client, sessions_wanted=19)
    page = client.get(row.get_absolute_url()).context
    assert page["primary"].label == "希望回数・時間を直す"
    assert page["primary"].url == f"{row.get_absolute_url()}edit/"
    assert "承認を依頼する" in [one.label for one in page["others"]]
    DispatchRequest.objects.filter(pk=row.pk).update(sessions_wanted=2)
    assert primary(client, row)[0] == "内容を編集する"


def test_once_all_know_of_the_decision_the_day_is_prepared(client):
    wording.load()
    ProfileFactory()
    row = decided(UserFactory(shonin=True))
    assert primary(client, row) == ("決定と通知を見る", "?tab=decision")
    tell(row, UserFactory(tanto=True))
    assert primary(client, row) == ("当日までの確認を入力する", "day/checks/")


def test_without_days_they_come_first(client):
    row = judged(RequestFactory(state="adjusting", days=[date(2025, 9, 10)]))
    page = client.get(row.get_absolute_url())
    assert page.context["primary"].label == "指導日を決める"
    assert "承認を依頼する" in [one.label for one in page.context["others"]]
    assert page.context["deadline_on"] is None
    SessionFactory(request=row, state="cancelled", cancel_side="client", cancel_reason="休校")
    assert primary(client, row)[0] == "指導日を決める"


def test_the_deadline_is_told_while_the_request_waits(client):
    row = RequestFactory(days=[date(2025, 9, 10)])
    assert client.get(row.get_absolute_url()).context["deadline_on"] == date(2025, 8, 11)


def test_further_trades_stand_directly_below_the_trade(client):
    page = client.get("/dispatch/requests/new/").content.decode()
    places = [
        page.index(words)
        for words in ('name="operation"', "<legend>ほかの職種", 'name="purpose"', "<legend>希望日")
    ]
    assert places == sorted(places)
    assert page.count("<legend>ほかの職種") == 1


def test_no_step_is_offered_before_its_day(client):
    row = decided(UserFactory(shonin=True))

    def offered() -> tuple[str, set]:
        page = client.get(row.get_absolute_url()).context
        labels = {one.label for one in page["others"]} & {"実施中にする", "実施済みにする"}
        return page["primary"] and page["primary"].label, labels

    assert offered() == ("決定と通知を見る", set())
    with time_machine.travel(FIRST, tick=False):
        client.force_login(UserFactory(tanto=True))
        assert offered() == ("実施中にする", set())
        DispatchRequest.objects.update(state="underway")
        assert offered() == (None, set())
    with time_machine.travel(SECOND, tick=False):
        client.force_login(UserFactory(tanto=True))
        assert offered() == ("実施済みにする", set())
