"""訪問計画: one by one, several at once, from last year; given up, taken back, carried out."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.choices import OrganizationKind, Region
from meisters.choices import PlanState
from meisters.models import PlannedVisit
from meisters.services import plans
from tests.factories.office import (
    MunicipalityFactory,
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


@pytest.mark.parametrize("name", ["plan_pick", "plan_grid"])
def test_many_at_once_say_where_a_new_place_is_planned(client, tanto, name):
    page = client.get(reverse(f"meisters:{name}")).content.decode()

    assert f'<a href="{reverse("meisters:plan_create")}">訪問の計画</a>で「一覧にない' in page


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


def listed(client, **conditions):
    page = client.get(reverse("meisters:plan_list"), conditions)
    return [row.record for row in page.context["table"].rows]


def test_the_list_answers_its_questions(client, tanto):
    north = MunicipalityFactory(name="むつ市", region=Region.SHIMOKITA)
    open_, may = PlanFactory(month=8), PlanFactory(month=5)
    away = PlanFactory(month=1, organization=OrganizationFactory(municipality=north))
    done, given_up = VisitFactory(planned=True).plan, PlanFactory(cancelled=True, trade=None)
    last = PlanFactory(fiscal_year=2024, month=3)

    assert listed(client) == [may, *sorted([done, given_up], key=lambda one: one.pk), open_, away]
    assert listed(client, state="planned") == [may, open_, away]
    assert listed(client, state="visited") == [done]
    assert listed(client, state="cancelled") == [given_up]
    assert listed(client, state="standing") == [may, done, open_, away]
    assert listed(client, region="下北") == [away]
    assert listed(client, month="5") == [may]
    assert listed(client, trade="null") == [given_up]
    assert listed(client, scope="this_month") == [open_]
    assert listed(client, scope="late") == [may, last]
    page = client.get(reverse("meisters:plan_list")).content.decode()
    assert page.count("予定月を過ぎています") == 1
    page = client.get(reverse("meisters:plan_list"), {"scope": "late"}).content.decode()
    assert page.count("予定月を過ぎています") == 2
    assert listed(client, q=may.organization.name) == [may]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_number_of_questions(
    client, tanto, count, django_assert_num_queries
):
    for number in range(count):
        VisitFactory(planned=True)
        PlanFactory(month=number + 1)
    client.get(reverse("meisters:plan_list"))
    with django_assert_num_queries(7):
        answer = client.get(reverse("meisters:plan_list"))
    assert len(answer.context["table"].rows) == 2 * count


def test_excel_and_print_hold_what_is_filtered(client, tanto):
    plan = PlanFactory(month=9, planned_on=date(2025, 9, 3))
    PlanFactory(month=5)
    url = f"{reverse('meisters:plan_list')}?month=9"

    sheet = load_workbook(BytesIO(client.post(url, {"_export": "xlsx"}).content)).active
    paper = client.post(url, {"_export": "print"}).content.decode()

    first, *rows = list(sheet.values)
    row = dict(zip(first, rows[0], strict=True))
    assert len(rows) == 1
    assert (row["訪問先"], row["年度"], row["予定月"]) == (plan.organization.name, 2025, 9)
    assert (row["予定日"].date(), row["状態"]) == (date(2025, 9, 3), "予定")
    assert plan.organization.name in paper
    assert "記録する" not in paper


def test_the_counts_open_exactly_their_plans(client, tanto):
    north = MunicipalityFactory(name="むつ市", region=Region.SHIMOKITA)
    VisitFactory(planned=True)
    PlanFactory(month=6)
    PlanFactory(month=6, trade=None, organization=OrganizationFactory(municipality=north))
    PlanFactory(month=7, organization=OrganizationFactory(municipality=None))
    PlanFactory(cancelled=True)

    counts = client.get(reverse("meisters:plan_summary")).context["counts"]

    june = counts.months[2]
    assert (june.label, [(one.done, one.planned) for one in june.counts]) == (
        "6月",
        [(1, 2), (0, 0), (0, 0), (0, 0), (0, 0), (0, 1), (0, 0), (1, 3)],
    )
    assert [(one.done, one.planned) for one in counts.total.counts][-2:] == [(0, 1), (1, 4)]
    assert [(line.label, line.counts[0].planned) for line in counts.trades] == [
        ("建築大工", 3),
        ("職種を決めていない訪問", 1),
    ]
    lines = (*counts.months, counts.total, *counts.trades)
    for count in (one for line in lines for one in line.counts if one.planned):
        assert client.get(count.url).context["table"].paginator.count == count.planned


@pytest.mark.parametrize("count", [1, 3])
def test_the_counts_take_one_question(client, tanto, count, django_assert_num_queries):
    for number in range(count):
        PlanFactory(month=number + 1)
    client.get(reverse("meisters:plan_summary"))
    with django_assert_num_queries(4):
        client.get(reverse("meisters:plan_summary"))


def test_who_only_reads_is_offered_nothing_to_do(client):
    client.force_login(UserFactory(etsuran=True))
    plan = PlanFactory()

    page = client.get(plan.get_absolute_url())
    table = client.get(reverse("meisters:plan_list")).context["table"]

    assert page.context["primary"].label == "訪問先の経過を見る"
    assert page.context["others"] == []
    assert "record_visit" not in table.columns.names()
