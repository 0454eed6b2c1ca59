"""訪問計画: several at once, from the list, in a grid, from last year."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from meisters.models import PlannedVisit
from meisters.services import plans
from tests.factories.office import (
    OrganizationFactory,
    UserFactory,
)
from tests.factories.visits import PlanFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 8, 20)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def entry(user, place, **more):
    return {
        "organization": place.pk,
        "fiscal_year": "2025",
        "month": "9",
        "staff": user.pk,
        "form_token": str(uuid4()),
        **more,
    }


@pytest.mark.parametrize("name", ["plan_pick", "plan_grid"])
def test_many_at_once_say_where_a_new_place_is_planned(client, tanto, name):
    page = client.get(reverse(f"meisters:{name}")).content.decode()

    assert f'<a href="{reverse("meisters:plan_create")}">訪問の計画</a>で「一覧にない' in page


def test_many_are_planned_from_the_list(client, tanto):
    places = [OrganizationFactory() for _ in range(3)]
    sent = entry(tanto, places[0], organization=[place.pk for place in places[:2]])

    client.post(reverse("meisters:plan_pick"), sent)

    made = PlannedVisit.objects.order_by("pk")
    assert [plan.organization for plan in made] == places[:2]
    assert {(plan.fiscal_year, plan.month, plan.staff) for plan in made} == {(2025, 9, tanto)}


def test_picking_nothing_is_said_and_what_was_picked_stays(client, tanto):
    place = OrganizationFactory()
    url = reverse("meisters:plan_pick")

    nothing = client.post(url, entry(tanto, place, organization=""))
    wrong = client.post(url, entry(tanto, place, month=""))

    assert nothing.context["form"].non_field_errors() == [
        "計画に加える訪問先を、一覧から1件以上選択してください。"
    ]
    assert wrong.context["picked"] == {str(place.pk)}
    assert PlannedVisit.objects.count() == 0


def test_the_list_to_pick_from_knows_who_is_not_planned_yet(client, tanto):
    planned, free = PlanFactory().organization, OrganizationFactory()
    PlanFactory(organization=free, cancelled=True)

    page = client.get(reverse("meisters:plan_pick"), {"contact": "unplanned"})

    assert page.context["organizations"] == [free]
    assert planned not in page.context["organizations"]


def grid(user, *rows, **more):
    sent = {
        "fiscal_year": "2025",
        "plans-TOTAL_FORMS": "4",
        "plans-INITIAL_FORMS": "0",
        "form_token": str(uuid4()),
        **more,
    }
    for number in range(4):
        row = rows[number] if number < len(rows) else {}
        values = {"organization": "", "trade": "", "month": "", "planned_on": "", "aim": ""}
        for name, value in (values | {"staff": user.pk} | row).items():
            sent[f"plans-{number}-{name}"] = value
    return sent


def test_a_grid_makes_a_plan_of_each_filled_row(client, tanto):
    first, second = OrganizationFactory(), OrganizationFactory()
    other = UserFactory(username="tanto2")
    rows = (
        {"organization": first.pk, "month": "9"},
        {"organization": second.pk, "planned_on": "2026-01-15", "staff": other.pk},
    )

    client.post(reverse("meisters:plan_grid"), grid(tanto, *rows))

    made = PlannedVisit.objects.order_by("pk")
    assert [(plan.organization, plan.month, plan.staff) for plan in made] == [
        (first, 9, tanto),
        (second, 1, other),
    ]


def test_a_wrong_row_keeps_the_whole_grid(client, tanto):
    first = OrganizationFactory()
    rows = ({"organization": first.pk, "month": "9"}, {"organization": first.pk})

    answer = client.post(reverse("meisters:plan_grid"), grid(tanto, *rows))

    assert answer.status_code == 422
    assert answer.context["form"].grid.forms[1].errors == {
        "month": ["予定月を選択するか、予定日を入力してください。"]
    }
    assert PlannedVisit.objects.count() == 0


def test_an_empty_grid_and_a_double_row_are_said(client, tanto):
    row = {"organization": OrganizationFactory().pk, "month": "9"}
    url = reverse("meisters:plan_grid")

    empty = client.post(url, grid(tanto)).context["form"].grid
    double = client.post(url, grid(tanto, row, row)).context["form"].grid

    assert empty.non_form_errors() == ["計画を1行以上入力してください。"]
    assert double.forms[1].errors == {
        "organization": ["同じ内容の行があります。どちらかを消してください。"]
    }


def test_last_years_plan_comes_into_the_same_months(tanto):
    gone = UserFactory(username="gone", is_active=False)
    heir, ended = OrganizationFactory(), OrganizationFactory()
    ended.ended_on, ended.successor = date(2025, 3, 31), heir
    ended.save()
    closed = OrganizationFactory(ended_on=date(2025, 3, 31))
    kept = PlanFactory(fiscal_year=2024, month=5, staff=gone)
    PlanFactory(fiscal_year=2024, month=7, organization=ended)
    PlanFactory(fiscal_year=2024, month=8, organization=closed)
    PlanFactory(fiscal_year=2024, cancelled=True)
    known = PlanFactory(fiscal_year=2024, month=10)
    PlanFactory(organization=known.organization, month=10)

    copy = plans.copy_of(2025, by=tanto)
    made = plans.copy_last_year(2025, by=tanto)

    assert [(plan.organization, plan.month, plan.staff) for plan in copy.new] == [
        (kept.organization, 5, tanto),
        (heir, 7, tanto),
    ]
    assert sorted(reason for _, reason in copy.skipped) == [
        "前年度に取りやめています",
        "同じ月・職種の計画がすでにあります",
        "訪問先が廃止されています",
    ]
    assert [plan.organization for plan in made] == [kept.organization, heir]
    assert plans.copy_last_year(2025, by=tanto) == []


def test_the_copy_is_shown_before_it_is_made(client, tanto):
    plan = PlanFactory(fiscal_year=2024, month=5)
    url = reverse("meisters:plan_copy", args=(2025,))

    page = client.get(url)
    before = PlannedVisit.objects.in_fiscal_year(2025).count()
    client.post(url, {"form_token": str(uuid4())})

    assert page.context["items"] == [f"5月　{plan.organization}（{plan.trade}）　{plan.staff}"]
    assert before == 0
    assert PlannedVisit.objects.in_fiscal_year(2025).count() == 1
