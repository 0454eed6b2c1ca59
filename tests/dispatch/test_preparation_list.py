"""当日の準備: the list of days to come, its filters, its files, and home's number."""

from datetime import date, time
from io import BytesIO

import pytest
import time_machine
from django.urls import reverse
from openpyxl import load_workbook

from aomori_skills.paperwork.models import DisclosureLog
from dispatch.choices import DayItem
from dispatch.rules.readiness import ITEMS
from dispatch.services import day_checks
from tests.dispatch.day_situations import DAY, full_day, tanto
from tests.dispatch.request_situations import masters
from tests.factories.office import UserFactory
from tests.factories.sessions import AssignmentFactory, SessionFactory

pytestmark = pytest.mark.django_db
LIST = reverse("dispatch:preparation_list")
TODAY = date(2025, 9, 3)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        masters()
        yield


@pytest.fixture
def me(client):
    user = tanto()
    client.force_login(user)
    return user


def shown(client, query="") -> list:
    table = client.get(LIST + query).context["table"]
    return [row.record for row in table.rows]


def settle(session, *items, by):
    day_checks.record(session.request_id, {item.value: ("ready", "") for item in items}, by=by)


def test_sessions_to_come_in_the_order_of_the_days(client, me):
    late = SessionFactory(held_on=date(2025, 9, 20))
    soon = SessionFactory(held_on=TODAY, starts_at=time(10), ends_at=time(11))
    sooner = SessionFactory(held_on=TODAY, starts_at=time(9), ends_at=time(10))
    SessionFactory(held_on=date(2025, 9, 2))
    SessionFactory(held_on=DAY, state="cancelled", cancel_side="client", cancel_reason="休校")
    assert shown(client) == [sooner, soon, late]


def test_each_line_says_what_is_missing(client, me):
    session = full_day(me)
    page = client.get(LIST)
    row = page.context["table"].rows[0]
    cells = {column.name: str(cell) for column, cell in row.items()}
    assert row.record == session
    assert cells["open_items"] == (
        "工具・機械、電源・動力、材料の手配、服装・保護具、写真の同意、派遣承諾書"
    )
    assert (
        f'href="{session.request.get_absolute_url()}?tab=day#session-{session.pk}"'
        in (cells["held_on"])
    )
    assert "R7.9.3（水）" in cells["settle_by"]


def test_filters(client, me):
    whole = SessionFactory(held_on=DAY, attendant=me, place="技能会館")
    settle(whole, *DayItem, by=me)
    later = SessionFactory(held_on=date(2025, 9, 11), request=whole.request)
    other = SessionFactory(held_on=DAY, request__owner=UserFactory(shonin=True))
    assert shown(client, "?scope=due") == [whole, other]
    assert shown(client, "?scope=open") == [whole, other, later]
    assert shown(client, "?lacking=venue") == [other]
    assert shown(client, "?lacking=attendant") == [other, later]
    assert shown(client, f"?attendant={me.pk}") == [whole]
    assert shown(client, f"?request__owner={whole.request.owner_id}") == [whole, later]
    assert shown(client, "?q=技能会館") == [whole]
    assert shown(client, "?state=decided") == []
    assert shown(client, "?held_on_from=2025-09-11") == [later]
    assert shown(client, f"?scope=due&request__owner={other.request.owner_id}") == [other]


def test_a_day_with_everything_presses_no_more(client, me):
    session = SessionFactory(held_on=DAY, attendant=me)
    settle(session, *DayItem, by=me)
    assert [one.value for one in ITEMS[len(DayItem) :]] == ["lead", "consent", "attendant"]
    consented(AssignmentFactory(session=session), me)
    row = client.get(LIST).context["table"].rows[0]
    assert str(row.get_cell("open_items")) == "なし"
    assert (shown(client, "?scope=open"), shown(client, "?scope=due")) == ([], [])
    assert tasks(client) == {}


def consented(assignment, by):
    assignment.session.request.asks.create(
        order=1,
        role=assignment.role,
        meister=assignment.meister,
        state="accepted",
        asked_on=date(2025, 8, 1),
        way="phone",
        answered_on=date(2025, 8, 2),
        consent_on=date(2025, 8, 9),
        by=by,
    )


def tasks(client) -> dict:
    lines = client.get(reverse("home")).context["lines"]
    return {
        line.task.name: (line.mine and line.mine.count, line.everybody.count)
        for line in lines
        if line.task.name == "days_to_prepare"
    }


def test_home_counts_what_the_list_shows(client, me):
    SessionFactory(held_on=DAY, request__author=me)
    SessionFactory(held_on=DAY, request__owner=UserFactory(shonin=True))
    SessionFactory(held_on=DAY, request__owner=UserFactory(shonin=True), attendant=me)
    SessionFactory(held_on=date(2025, 9, 11), request__author=me)
    assert tasks(client) == {"days_to_prepare": (2, 3)}
    assert len(shown(client, "?scope=due")) == 3
    assert len(shown(client, f"?scope=due&request__owner={me.pk}")) == 1
    assert len(shown(client, f"?scope=due&staff={me.pk}")) == 2


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_questions(client, me, count, django_assert_num_queries):
    for _ in range(count):
        AssignmentFactory(session__held_on=DAY)
    with django_assert_num_queries(8):
        client.get(LIST)


def test_excel_and_print(client, me):
    session = full_day(me)
    answer = client.post(LIST, {"_export": "xlsx", "purpose": "派遣の調整・連絡"})
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = list(sheet.values)
    found = dict(zip(rows[0], rows[1], strict=True))
    assert len(rows) == 3
    assert {
        "実施日": found["実施日"].date(),
        "時間": found["時間"],
        "依頼元": found["依頼元"],
        "未確認の項目": found["未確認の項目"],
        "未確認の数": found["未確認の数"],
        "番号": found["番号"],
        "派遣の区分": found["派遣の区分"],
    } == {
        "実施日": DAY,
        "時間": "13:00～15:00",
        "依頼元": "弘前市立りんご小学校",
        "未確認の項目": "工具・機械、電源・動力、材料の手配、服装・保護具、写真の同意、派遣承諾書",
        "未確認の数": 6,
        "番号": "派R7-012",
        "派遣の区分": "魅力発信（小中学校等）",
    }
    printed = client.post(LIST, {"_export": "print", "purpose": "派遣の調整・連絡"})
    assert "図工室" in printed.content.decode()
    assert [(log.what, log.count, log.by) for log in DisclosureLog.objects.all()] == [
        ("当日の準備一覧", 2, session.attendant)
    ] * 2


def test_an_empty_list_says_what_to_do(client, me):
    text = client.get(LIST).content.decode()
    assert "これからの指導日はありません。" in text
    client.force_login(UserFactory(etsuran=True))
    assert client.get(LIST).status_code == 200
