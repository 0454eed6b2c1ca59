"""訪問計画: the list with its questions, Excel and print; the counts."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from aomori_skills.office.choices import Region
from tests.factories.office import (
    MunicipalityFactory,
    OrganizationFactory,
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
