"""予定表: what stands on it, for whom, under which conditions, and how it leaves the office."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base import roles
from tests.factories.calendar import september, session
from tests.factories.meisters import MeisterFactory
from tests.factories.office import UserFactory
from tests.factories.sessions import AssignmentFactory

pytestmark = pytest.mark.django_db
SEPTEMBER = reverse("calendar_month", args=(date(2025, 9, 1),))
LIST = reverse("calendar_list")
TODAY = date(2025, 9, 2)


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


@pytest.fixture
def other():
    return UserFactory(username="tanto2", given_name="次郎")


def events(client, url=SEPTEMBER, **asked):
    return list(client.get(url, asked).context["table"].data.data)


def told(client, url=SEPTEMBER, **asked):
    return [(one.day.day, one.kind_label, one.title) for one in events(client, url, **asked)]


def test_a_month_shows_what_each_room_has_on_its_days(client, tanto, other):
    september(tanto, other)

    assert told(client) == [
        (3, "訪問", "八戸板金工業組合への訪問"),
        (4, "事前打合せ", "りんご工業高校（建築大工）の事前打合せ（訪問）"),
        (5, "説明", "マイスターへの説明（集合説明会）"),
        (8, "期限", "浪岡 林檎への打診の回答期限（りんご工業高校（建築大工））"),
        (10, "指導日", "りんご工業高校 建築大工"),
        (12, "期限", "令和7年度 上期の調査の回答期限"),
        (17, "期限", "八戸板金工業組合：資料を送る"),
        (18, "期限", "八戸板金工業組合：見学を手配する"),
        (19, "期限", "指導技法等講習の回答期限"),
        (24, "訪問", "八戸板金工業組合への訪問"),
        (26, "期限", "認定申請（令和7年度 第2回）コーナーの締切"),
        (29, "講習・研修", "指導技法等講習"),
    ]


def test_what_begins_before_a_month_stands_in_it_too(client, tanto, other):
    september(tanto, other)
    october = reverse("calendar_month", args=(date(2025, 10, 15),))

    assert told(client, october) == [
        (29, "講習・研修", "指導技法等講習"),
        (31, "期限", "認定申請（令和7年度 第2回）センターの締切"),
    ]
    assert [
        cell.day.day
        for week in client.get(october).context["table"].weeks
        for cell in week
        if cell.events
    ] == [1, 31]


def test_a_session_tells_when_where_who_and_how_sure_it_is(client, tanto, other):
    row = september(tanto, other)
    tentative = MeisterFactory(family_name="浪岡", given_name="一郎")
    AssignmentFactory(session=row, meister=tentative, role="further", state="tentative")

    (one,) = events(client, kind="session")

    assert (one.day, one.hours, one.place) == (date(2025, 9, 10), "13:00～15:00", "実習室")
    assert (one.municipality, one.region) == ("青森市", "東青")
    assert one.people == ("岩木 太郎", "浪岡 一郎（仮）")
    assert (one.state, one.own_uid) == ("tentative", row.uid)


@pytest.mark.parametrize(
    ("request_state", "session_state", "held_on", "state"),
    [
        ("received", "planned", date(2025, 9, 10), "tentative"),
        ("adjusting", "planned", date(2025, 9, 10), "tentative"),
        ("decided", "planned", date(2025, 9, 10), "planned"),
        ("underway", "planned", date(2025, 9, 2), "planned"),
        ("underway", "planned", date(2025, 9, 1), "passed"),
        ("held", "planned", date(2025, 9, 1), "done"),
        ("completed", "planned", date(2025, 9, 1), "done"),
        ("decided", "cancelled", date(2025, 9, 10), "cancelled"),
        ("cancelled", "planned", date(2025, 9, 10), "cancelled"),
    ],
)
def test_the_state_of_a_session_follows_from_the_request(
    client, tanto, request_state, session_state, held_on, state
):
    approved = {}
    if request_state in ("decided", "underway", "held", "completed"):
        approved = {"approved_by": UserFactory(shonin=True), "approved_at": "2025-08-01T00:00Z"}
    if request_state == "cancelled":
        approved = {"cancel_side": "client"}
    gone = {"state": "cancelled", "cancel_side": "weather", "cancel_reason": "大雪"}
    session(
        tanto,
        request_state=request_state,
        asked=approved,
        held_on=held_on,
        **gone if session_state == "cancelled" else {},
    )

    assert [one.state for one in events(client)] == [state]


def test_each_condition_narrows_the_month(client, tanto, other):
    row = september(tanto, other)
    row.attendant = other
    row.save()
    iwaki = row.assignments.get().meister

    assert [day for day, *_ in told(client, staff=tanto.pk)] == [3, 4, 10, 17]
    assert [day for day, *_ in told(client, meister=iwaki.pk)] == [10]
    assert [day for day, *_ in told(client, region="三八")] == [3, 24]
    assert [day for day, *_ in told(client, kind="visit")] == [3, 24]
    assert [day for day, *_ in told(client, state="tentative")] == [10]
    assert [day for day, *_ in told(client, dispatch_kind="practical_school")] == [4, 10]
    assert told(client, kind="visit", staff=other.pk, region="東青") == []


def test_a_released_meister_is_not_there_any_more(client, tanto):
    row = session(tanto)
    gone = row.assignments.get()
    gone.state, gone.release_reason = "released", "けが"
    gone.save()

    assert told(client, meister=gone.meister_id) == []
    assert [one.people for one in events(client)] == [()]


def test_a_room_is_shown_to_those_who_may_look_into_it(client, tanto, other, monkeypatch):
    september(tanto, other)
    monkeypatch.setitem(roles.PERMISSIONS, "dispatch.view_requests", frozenset())
    monkeypatch.setitem(roles.PERMISSIONS, "meisters.view_visits", frozenset())

    assert [day for day, *_ in told(client)] == [5, 12, 18, 19, 26, 29]
