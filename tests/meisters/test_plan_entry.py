"""訪問計画: one plan entered, given up, taken back."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.choices import OrganizationKind
from meisters.choices import PlanState
from meisters.models import PlannedVisit
from meisters.services import plans
from tests.factories.office import (
    OrganizationFactory,
    TradeFactory,
    UserFactory,
)
from tests.factories.visits import PlanFactory, VisitFactory

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


def test_a_visit_is_planned_for_a_month(client, tanto):
    place = OrganizationFactory()

    answer = client.post(reverse("meisters:plan_create"), entry(tanto, place))

    plan = PlannedVisit.objects.get()
    assert answer.url == plan.get_absolute_url()
    assert (plan.organization, plan.fiscal_year, plan.month) == (place, 2025, 9)
    assert (plan.state, plan.get_state_display()) == (PlanState.PLANNED, "予定")


def test_a_planned_day_tells_its_month(client, tanto):
    sent = entry(tanto, OrganizationFactory(), month="", planned_on="R8.2.3")

    client.post(reverse("meisters:plan_create"), sent)

    plan = PlannedVisit.objects.get()
    assert (plan.planned_on, plan.month) == (date(2026, 2, 3), 2)
    assert plan.first_of_month == date(2026, 2, 1)


def test_a_closed_day_is_pointed_out_before_it_is_planned(client, tanto):
    sent = entry(tanto, OrganizationFactory(), planned_on="2025-09-15")
    url = reverse("meisters:plan_create")

    answer = client.post(url, sent)

    assert answer.context["form"].errors["planned_on"] == [
        "令和7年9月15日は休業日（敬老の日）です。この日でよければ、もう一度保存してください。"
    ]
    client.post(url, sent | {"form_token": str(uuid4()), "closed_seen": "2025-09-15"})
    assert PlannedVisit.objects.get().planned_on == date(2025, 9, 15)


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2025, 8, 20), 8),
        (date(2025, 8, 21), 9),
        (date(2025, 12, 31), 1),
        (date(2026, 3, 21), None),
    ],
)
def test_late_in_a_month_the_next_one_is_proposed(client, tanto, today, month):
    with time_machine.travel(today):
        client.force_login(tanto)
        page = client.get(reverse("meisters:plan_create"))

    assert page.context["form"].initial["month"] == month


@pytest.mark.parametrize(
    ("field", "more", "sentence"),
    [
        (
            "organization",
            {"organization": ""},
            "訪問先を選択するか、一覧にない訪問先の名称を入力してください。",
        ),
        (
            "new_place",
            {"new_place": "株式会社 新顔"},
            "訪問先は、一覧から選択するか、名称を入力するか、どちらか一方にしてください。",
        ),
        ("organization", {"organization": "9" * 31}, "訪問先は一覧から選択してください。"),
        ("month", {"month": ""}, "予定月を選択するか、予定日を入力してください。"),
        ("month", {"month": "13"}, "予定月は一覧から選択してください。"),
        (
            "month",
            {"planned_on": "2025-10-01"},
            "予定日は10月です。予定月と予定日の月を同じにしてください。",
        ),
        (
            "planned_on",
            {"planned_on": "2026-04-01"},
            "予定日は令和7年度の日付を入力してください。",
        ),
        ("staff", {"staff": ""}, "担当者を選択してください。"),
        ("aim", {"aim": "あ" * 201}, "ねらいは200文字以内で入力してください（現在201文字）。"),
    ],
)
def test_what_can_not_be_planned_is_said_at_its_field(client, tanto, field, more, sentence):
    sent = entry(tanto, OrganizationFactory(), **more)

    answer = client.post(reverse("meisters:plan_create"), sent)

    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [sentence]
    assert PlannedVisit.objects.count() == 0


def test_a_place_that_nobody_knows_is_registered_with_its_plan(client, tanto):
    trade = TradeFactory()
    sent = entry(tanto, OrganizationFactory(), trade=trade.pk) | {
        "organization": "",
        "new_place": "株式会社新顔工務店",
        "new_place_kind": OrganizationKind.COMPANY,
        "new_place_prefecture": "青森県",
    }

    client.post(reverse("meisters:plan_create"), sent)

    plan = PlannedVisit.objects.get()
    assert (plan.organization.name, plan.trade) == ("株式会社新顔工務店", trade)
    again = client.post(reverse("meisters:plan_create"), sent | {"form_token": str(uuid4())})
    assert again.context["form"].errors["organization"] == [
        "株式会社新顔工務店の9月の計画は、同じ内容ですでにあります。"
    ]
    moved = sent | {"form_token": str(uuid4()), "version": plan.version, "new_place": "別の工房"}
    client.post(reverse("meisters:plan_edit", args=(plan.pk,)), moved)
    plan.refresh_from_db()
    assert plan.organization.name == "別の工房"


def test_the_same_plan_is_not_made_twice(client, tanto):
    known = PlanFactory(month=9, trade=None)

    answer = client.post(reverse("meisters:plan_create"), entry(tanto, known.organization))

    assert answer.context["form"].errors["organization"] == [
        f"{known.organization}の9月の計画は、同じ内容ですでにあります。"
    ]


def test_a_link_puts_an_organization_and_a_trade_into_the_form(client, tanto):
    place, trade = OrganizationFactory(), TradeFactory()
    url = reverse("meisters:plan_create")

    page = client.get(url, {"organization": place.pk, "trade": trade.pk})

    form = page.context["form"]
    assert (form.instance.organization, form.instance.trade) == (place, trade)
    assert (form.initial["month"], form.initial["staff"]) == (TODAY.month, tanto.pk)


def test_giving_up_needs_a_reason_and_can_be_taken_back(client, tanto):
    plan = PlanFactory()
    cancel = reverse("meisters:plan_cancel", args=(plan.pk,))

    refused = client.post(cancel, {"reason": "　"})
    client.post(cancel, {"reason": "先方の都合"})
    plan.refresh_from_db()
    given_up = (plan.state, plan.cancelled_on, plan.cancel_reason)
    client.post(reverse("meisters:plan_restore", args=(plan.pk,)))
    plan.refresh_from_db()

    assert refused.context["form"].errors["reason"] == ["取りやめる理由を入力してください。"]
    assert given_up == (PlanState.CANCELLED, TODAY, "先方の都合")
    assert (plan.state, plan.cancelled_on, plan.cancel_reason) == (PlanState.PLANNED, None, "")


@pytest.mark.parametrize(
    ("act", "state", "sentence"),
    [
        (plans.cancel, PlanState.VISITED, "実施済みのため、取りやめにできません。"),
        (plans.cancel, PlanState.CANCELLED, "すでに取りやめになっています。"),
        (plans.restore, PlanState.VISITED, "取りやめになっていません。"),
        (plans.restore, PlanState.PLANNED, "取りやめになっていません。"),
        (plans.update, PlanState.VISITED, "訪問記録のほうを編集してください。"),
        (plans.update, PlanState.CANCELLED, "変更する前に計画に戻してください。"),
    ],
)
def test_a_plan_is_refused_what_its_state_does_not_allow(tanto, act, state, sentence):
    plan = {
        PlanState.PLANNED: lambda: PlanFactory(),
        PlanState.CANCELLED: lambda: PlanFactory(cancelled=True),
        PlanState.VISITED: lambda: VisitFactory(planned=True).plan,
    }[state]()
    more = {"reason": "理由"} if act is plans.cancel else {}

    with pytest.raises(TransitionDenied) as refused:
        act(plan if act is plans.update else plan.pk, by=tanto, **more)

    assert str(refused.value).endswith(sentence)


def test_nobody_plans_without_the_permission():
    with pytest.raises(TransitionDenied):
        plans.add([PlanFactory.build(staff=None)], by=UserFactory(etsuran=True))
