"""休業日: closed and opened again, listed with the holidays."""

from datetime import date, datetime
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import ClosedDay
from aomori_skills.office.services import closed_days
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kanri(client):
    user = UserFactory(kanri=True)
    client.force_login(user)
    return user


def add(client, **typed):
    form = {"starts_on": "令和7年12月29日", "reason": "年末年始", "form_token": str(uuid4())}
    return client.post(reverse("office:closed_day_create"), form | typed)


def own_days():
    return [(row.day, row.reason) for row in ClosedDay.objects.all()]


def test_several_days_are_closed_at_once_and_known_ones_kept(client, kanri):
    ClosedDay.objects.create(day=date(2025, 12, 30), reason="大掃除")

    add(client, ends_on="2025-12-31")

    assert own_days() == [
        (date(2025, 12, 29), "年末年始"),
        (date(2025, 12, 30), "大掃除"),
        (date(2025, 12, 31), "年末年始"),
    ]


@pytest.mark.parametrize("last", ["2025-12-28", "2026-01-29", "令和7年13月1日"])
def test_a_period_that_can_not_be_is_refused(client, kanri, last):
    page = add(client, ends_on=last)

    assert list(page.context["form"].errors) == ["ends_on"]
    assert own_days() == []


@time_machine.travel("2025-11-10")
def test_the_list_holds_own_days_of_the_year_and_tells_the_holidays(client, kanri):
    for day in (date(2025, 3, 31), date(2025, 12, 29), date(2026, 1, 2), date(2026, 4, 1)):
        ClosedDay.objects.create(day=day, reason="休み")

    page = client.get(reverse("office:closed_day_list"))

    own = [row.record.day for row in page.context["table"].rows]
    assert own == [date(2025, 12, 29), date(2026, 1, 2)]
    holidays = {one.day: one.name for one in page.context["holidays"]}
    assert holidays[date(2025, 11, 23)] == "勤労感謝の日"
    assert min(holidays) >= date(2025, 4, 1)
    assert max(holidays) <= date(2026, 3, 31)


@time_machine.travel("2025-11-10")
def test_closed_days_are_searched_sorted_and_put_out(client, kanri):
    for day, reason in (
        (date(2025, 12, 29), "ネンマツ休業"),
        (date(2025, 8, 13), "お盆休み"),
        (date(2025, 12, 30), "ネンマツ休業"),
    ):
        ClosedDay.objects.create(day=day, reason=reason)
    url = reverse("office:closed_day_list")

    asked = {"q": "ねんまつ", "sort": "-day"}
    found = client.get(url, asked).context["table"].rows
    excel = client.post(f"{url}?q=ねんまつ", {"_export": "xlsx"})
    printed = client.post(url, {"_export": "print"})

    assert [row.record.day.day for row in found] == [30, 29]
    sheet = openpyxl.load_workbook(BytesIO(excel.getvalue())).active
    assert [tuple(cell.value for cell in row) for row in sheet.rows] == [
        ("日付", "理由"),
        (datetime(2025, 12, 29), "ネンマツ休業"),
        (datetime(2025, 12, 30), "ネンマツ休業"),
    ]
    assert "お盆休み" in printed.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_closed_days_take_the_same_queries(client, kanri, count, django_assert_num_queries):
    with time_machine.travel("2025-11-10"):
        client.force_login(kanri)
        for day in range(count):
            ClosedDay.objects.create(day=date(2025, 12, 29 - day), reason="休み")
        with django_assert_num_queries(5):
            page = client.get(reverse("office:closed_day_list"))
    assert len(page.context["table"].rows) == count


def test_a_day_is_opened_again_once(client, kanri):
    closed = ClosedDay.objects.create(day=date(2025, 12, 29), reason="年末")
    url = reverse("office:closed_day_remove", args=(closed.pk,))

    asked = client.get(url).content.decode()
    answers = [client.post(url), client.post(url)]

    assert "令和7年12月29日（月）（年末）を、開所日に戻します。" in asked

    assert [answer.status_code for answer in answers] == [302, 302]
    assert own_days() == []


def test_only_the_administrator_closes_the_office():
    with pytest.raises(TransitionDenied):
        closed_days.add([date(2025, 12, 29)], "年末", by=UserFactory(shonin=True))


def test_a_double_click_closes_the_office_once(client, kanri):
    token = str(uuid4())

    answers = [add(client, form_token=token) for _ in range(2)]

    assert [(answer.status_code, answer.url) for answer in answers] == [
        (302, reverse("office:closed_day_list"))
    ] * 2
    assert len(own_days()) == 1
