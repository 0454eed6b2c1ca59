"""差戻し and 締切超過: told by a word in the list, on the record and in Excel."""

from datetime import date, timedelta
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from meisters.services import approvals
from tests.factories.meisters import ApplicationFactory, RoundFactory
from tests.meisters import situations

pytestmark = pytest.mark.django_db

URL = "meisters:application_list"
BACK = '<span class="chip" data-state="sent_back">差戻し</span>'
LATE = '<span class="chip" data-state="overdue">締切超過</span>'


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = situations.tanto()
    client.force_login(user)
    return user


def until(day: date):
    after = timedelta(days=30)
    return RoundFactory(number=day.day, corner_deadline=day, center_deadline=day + after)


@pytest.fixture
def returned():
    """Sent back by the manager, before the deadline."""
    application = situations.awaiting(round=until(timezone.localdate()))
    approvals.send_back(
        application.pk, by=situations.shonin(), comment="証書の写しを足してください"
    )
    return application


@pytest.fixture
def late():
    """A draft whose deadline was yesterday."""
    return ApplicationFactory(round=until(timezone.localdate() - timedelta(days=1)))


def marks(page: str) -> tuple[int, int]:
    return page.count(BACK), page.count(LATE)


def test_the_list_marks_each_by_its_word(client, tanto, returned, late):
    rows = client.get(reverse(URL)).context["table"].rows
    found = {
        row.record.pk: marks(f"{row.get_cell('state')}{row.get_cell('deadline')}") for row in rows
    }

    assert found == {returned.pk: (1, 0), late.pk: (0, 1)}


def test_the_record_shows_the_same_marks(client, tanto, returned, late):
    pages = [client.get(one.get_absolute_url()).content.decode() for one in (returned, late)]

    assert [marks(page) for page in pages] == [(1, 0), (0, 1)]


def test_excel_has_a_column_for_each_mark(client, tanto, returned, late):
    answer = client.post(reverse(URL), {"_export": "xlsx", "purpose": "内部での確認・点検"})

    head, *rows = openpyxl.load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    told = [dict(zip(head, row, strict=True)) for row in rows]
    found = {one["番号"]: (one["差戻し"] or "", one["締切超過"] or "") for one in told}
    assert found == {returned.number: ("差戻し", ""), late.number: ("", "締切超過")}
