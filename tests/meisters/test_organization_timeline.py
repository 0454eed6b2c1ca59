"""経過 of one organization: everything by date."""

from datetime import date
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from tests.factories.meisters import CandidateFactory, MeisterFactory
from tests.factories.office import (
    OrganizationFactory,
    UserFactory,
)
from tests.factories.visits import PlanFactory, VisitFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 8, 20)
PURPOSE = {"purpose": "会議・打合せの資料"}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def test_the_timeline_tells_everything_by_date(client, tanto):
    place = OrganizationFactory()
    done = VisitFactory(organization=place, visited_on=date(2025, 6, 10), planned=True)
    VisitFactory(organization=place, visited_on=date(2025, 5, 1), way="phone")
    PlanFactory(organization=place, month=9)
    PlanFactory(organization=place, month=7, cancelled=True)
    CandidateFactory(met_at=place, met_on=date(2025, 6, 10), family_name="候補", given_name="一")
    CandidateFactory(visit=done, met_on=date(2025, 6, 11), family_name="候補", given_name="二")
    MeisterFactory(employer=place, number="02-00001", family_name="名人", given_name="三")
    VisitFactory()
    url = reverse("organization_timeline", args=(place.pk,))

    table = client.get(url).context["table"]
    only = client.get(url, {"kind": "visit"}).context["table"]

    assert [(row.record.day.isoformat(), row.record.what) for row in table.rows] == [
        ("2025-09-01", "9月の訪問（予定）"),
        ("2025-07-01", "7月の訪問（取りやめ）"),
        ("2025-06-11", "候補 二"),
        ("2025-06-10", "訪問"),
        ("2025-06-10", "候補 一"),
        ("2025-05-01", "電話"),
        ("2024-10-01", "名人 三（02-00001）を認定"),
    ]
    assert [row.record.what for row in only.rows] == ["訪問", "電話"]
    for row in table.rows:
        assert client.get(row.record.url).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_timeline_asks_the_same_number_of_questions(
    client, tanto, count, django_assert_num_queries
):
    place = OrganizationFactory()
    for _ in range(count):
        VisitFactory(organization=place).people.create(name="青森 一郎")
        PlanFactory(organization=place)
        CandidateFactory(met_at=place)
        MeisterFactory(employer=place)
    url = reverse("organization_timeline", args=(place.pk,))
    client.get(url)
    with django_assert_num_queries(15):
        client.get(url)


def test_the_timeline_is_printed_and_goes_on_record(client, tanto):
    visit = VisitFactory(next_action="電話する", next_on=date(2025, 6, 20))
    url = reverse("organization_timeline", args=(visit.organization_id,))

    sheet = load_workbook(BytesIO(client.post(url, {"_export": "xlsx", **PURPOSE}).content)).active
    paper = client.post(url, {"_export": "print", **PURPOSE}).content.decode()

    headings, row = list(sheet.values)
    assert headings == ("日付", "種類", "ことがら", "内容", "職員", "次の対応")
    assert (row[0].date(), *row[1:3]) == (visit.visited_on, "訪問・連絡", "訪問")
    assert row[5] == "電話する（令和7年6月20日まで）"
    assert f"{visit.organization}の経過" in paper


def test_the_timeline_tells_what_is_to_be_done_next(client, tanto):
    place = OrganizationFactory()
    VisitFactory(organization=place, next_action="見本を送る", next_done_on=TODAY)
    VisitFactory(organization=place, visited_on=date(2025, 6, 9), next_action="電話する")
    CandidateFactory(met_at=place, met_on=date(2025, 6, 8), next_contact_on=date(2025, 9, 1))
    gone = {"state": "declined", "next_contact_on": date(2025, 9, 1)}
    CandidateFactory(met_at=place, met_on=date(2025, 6, 7), **gone)

    page = client.get(reverse("organization_timeline", args=(place.pk,)))

    assert [row.record.next_action for row in page.context["table"].rows] == [
        "見本を送る（済み）",
        "電話する（期日なし）",
        "次回連絡：令和7年9月1日",
        "",
    ]


def test_the_organization_and_the_search_lead_to_the_timeline(client, tanto):
    place = OrganizationFactory(name="株式会社ねぶた工業")
    timeline = reverse("organization_timeline", args=(place.pk,))

    page = client.get(reverse("office:organization_detail", args=(place.pk,))).content.decode()
    found = client.get(reverse("search"), {"q": "ねぶた"}).content.decode()

    assert timeline in page
    assert timeline in found
