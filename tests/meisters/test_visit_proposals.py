"""訪問記録: what a plan, the visit before or a link already says."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from meisters.choices import PlanState
from meisters.models import Visit
from tests.factories.office import (
    OrganizationFactory,
    TradeFactory,
    UserFactory,
)
from tests.factories.visits import PlanFactory, VisitFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 8, 20)
NO_PEOPLE = {"people-TOTAL_FORMS": "0", "people-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def entry(user, **more):
    return {
        "visited_on": "R7.8.19",
        "way": "visit",
        "staff": [user.pk],
        "form_token": str(uuid4()),
        **NO_PEOPLE,
        **more,
    }


def test_the_plan_fills_the_form_and_is_carried_out(client, tanto):
    plan = PlanFactory(month=8, staff=UserFactory(username="tanto2"))
    url = f"{reverse('meisters:visit_create')}?plan={plan.pk}"

    form = client.get(url).context["form"]
    client.post(url, entry(tanto, organization=plan.organization_id))
    plan.refresh_from_db()

    assert (form.instance.organization, form.initial["staff"]) == (
        plan.organization,
        [plan.staff_id, tanto.pk],
    )
    assert (form.initial["trades"], form.initial["content"]) == ([plan.trade_id], "")
    assert (plan.state, plan.visit) == (PlanState.VISITED, Visit.objects.get())


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (lambda: VisitFactory(planned=True).plan, "ほかの訪問記録で実施済みになっています。"),
        (lambda: PlanFactory(cancelled=True), "取りやめになっています。先に計画に戻してください。"),
    ],
)
def test_a_plan_is_carried_out_once_and_only_if_open(client, tanto, plan, sentence):
    plan = plan()
    url = f"{reverse('meisters:visit_create')}?plan={plan.pk}"
    before = Visit.objects.count()

    answer = client.post(url, entry(tanto, organization=plan.organization_id))

    (said,) = answer.context["form"].non_field_errors()
    assert sentence in said
    assert Visit.objects.count() == before


def test_a_plan_is_not_carried_out_elsewhere(client, tanto):
    plan = PlanFactory()
    url = f"{reverse('meisters:visit_create')}?plan={plan.pk}"

    answer = client.post(url, entry(tanto, organization=OrganizationFactory().pk))

    (said,) = answer.context["form"].non_field_errors()
    assert said.startswith(f"訪問計画の訪問先は{plan.organization}です。")


def test_who_writes_a_record_has_gone(client, tanto):
    form = client.get(reverse("meisters:visit_create")).context["form"]

    assert form["staff"].value() == [tanto.pk]


def test_the_next_visit_of_the_day_takes_over_day_and_staff(client, tanto):
    before = VisitFactory(visited_on=date(2025, 8, 18), materials="制度の案内")
    before.trades.set([TradeFactory()])

    form = client.get(reverse("meisters:visit_create"), {"after": before.pk}).context["form"]

    assert (form.instance.visited_on, form.instance.organization_id) == (date(2025, 8, 18), None)
    assert form.initial["staff"] == [before.author_id]
    assert form.initial["trades"] == [trade.pk for trade in before.trades.all()]
    assert form.initial["materials"] == "制度の案内"
