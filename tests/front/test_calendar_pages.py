"""The pages of the calendar: ways to other days, the list, Excel and paper, few queries."""

from datetime import date, datetime, time
from io import BytesIO

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from aomori_skills.paperwork.models import DisclosureLog
from tests.factories.calendar import september, session
from tests.factories.office import UserFactory

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


def test_a_week_tells_the_place_and_the_people(client, tanto):
    session(tanto)

    page = client.get(reverse("calendar_week", args=(date(2025, 9, 13),)))

    text = page.content.decode()
    assert page.context["period"] == "令和7年9月7日（日）から9月13日（土）まで"
    assert [words in text for words in ("青森市　実習室", "指導者：岩木 太郎", "浪岡")] == [
        True,
        True,
        False,
    ]
    assert [turn.url for turn in page.context["turns"]] == [
        "/calendar/week/2025-08-31/",
        "/calendar/week/2025-09-02/",
        "/calendar/week/2025-09-14/",
    ]


def test_the_way_to_other_months_keeps_the_conditions(client, tanto):
    page = client.get(SEPTEMBER, {"kind": "session", "region": "東青", "page": "2"})

    asked = "?kind=session&region=%E6%9D%B1%E9%9D%92"
    assert [(turn.label, turn.url) for turn in page.context["turns"]] == [
        ("前の月", f"/calendar/month/2025-08-01/{asked}"),
        ("今月", f"/calendar/month/2025-09-01/{asked}"),
        ("次の月", f"/calendar/month/2025-10-01/{asked}"),
    ]
    assert [tab.url for tab in page.context["tabs"]] == [
        f"/calendar/month/2025-09-01/{asked}",
        f"/calendar/week/2025-09-01/{asked}",
        f"/calendar/list/{asked}",
    ]
    assert [turn.label for turn in page.context["months"] if turn.current] == ["9月"]


def test_the_first_month_has_none_before_it(client):
    page = client.get(reverse("calendar_month", args=(date(2000, 1, 1),)))

    assert [turn.label for turn in page.context["turns"]] == ["今月", "次の月"]


def test_the_calendar_opens_in_the_month_of_today_or_in_the_april_of_another_year(client):
    periods = [client.get(reverse("calendar")).context["period"]]
    client.post(reverse("set_fiscal_year"), {"fiscal_year": 2024})
    periods.append(client.get(reverse("calendar")).context["period"])

    assert periods == ["令和7年9月", "令和6年4月"]


def test_the_list_goes_from_today_to_the_end_of_the_year(client, tanto):
    for day in (date(2025, 3, 31), date(2025, 4, 1), TODAY, date(2026, 3, 31), date(2026, 4, 1)):
        session(tanto, held_on=day)

    assert [one.day.isoformat() for one in events(client, LIST)] == ["2025-09-02", "2026-03-31"]
    assert [one.day.isoformat() for one in events(client, LIST, scope="year")] == [
        "2025-04-01",
        "2025-09-02",
        "2026-03-31",
    ]


def test_an_empty_month_still_has_its_days(client):
    page = client.get(SEPTEMBER)

    assert page.content.decode().count('class="calendar-day') == 35
    assert page.context["table"].paginator.count == 0


def test_the_excel_holds_what_is_shown_and_is_written_down(client, tanto):
    session(tanto, starts_at=time(9, 30), ends_at=time(12), asked={"serial": 12})
    session(tanto, client="みかん工業高校", held_on=date(2025, 10, 1))

    answer = client.post(SEPTEMBER, {"_export": "xlsx", "purpose": "派遣の調整・連絡"})

    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    headings, row = (list(one) for one in sheet.iter_rows(values_only=True))
    assert dict(zip(headings, row, strict=True)) == {
        "日付": datetime(2025, 9, 10),
        "最終日": None,
        "時間": "09:30～12:00",
        "種類": "指導日",
        "ことがら": "りんご工業高校 建築大工",
        "状態": "調整中",
        "市町村": "青森市",
        "場所": "実習室",
        "指導者": "岩木 太郎",
        "職員": None,
        "圏域": "東青",
        "内容": "派R7-012　実技指導（工業高校等）",
    }
    log = DisclosureLog.objects.get()
    assert (log.what, log.count, log.by) == ("予定表", 1, tanto)


def test_a_month_is_printed_with_all_lines_of_a_full_day(client, tanto):
    request = session(tanto).request
    for hour in range(9, 17):
        session(tanto, request=request, starts_at=time(hour), ends_at=time(hour, 50))

    screen = client.get(SEPTEMBER).content.decode()
    paper = client.post(
        SEPTEMBER, {"_export": "print", "purpose": "派遣の調整・連絡"}
    ).content.decode()

    assert (screen.count('class="calendar-event"'), "ほか5件" in screen) == (4, True)
    assert (paper.count('class="calendar-event"'), "ほか" in paper) == (9, False)
    assert "令和7年9月" in paper


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("name", "queries"), [("calendar_month", 15), ("calendar_week", 15), ("calendar_list", 14)]
)
def test_a_page_takes_the_same_few_queries(
    client, tanto, other, django_assert_num_queries, count, name, queries
):
    for number in range(count):
        september(tanto, other, number=number + 2)
    url = reverse(name, args=() if name == "calendar_list" else (date(2025, 9, 10),))

    with django_assert_num_queries(queries):
        client.get(url)
    with django_assert_num_queries(queries):
        client.get(url, {"staff": tanto.pk, "kind": "session"})


@pytest.mark.parametrize(
    "asked",
    [
        {"kind": "nothing"},
        {"region": "'; drop table office_user; --"},
        {"staff": "x"},
        {"staff": "9" * 40},
        {"meister": "-1"},
        {"meister": "あ\x00"},
        {"state": "a" * 5000},
    ],
)
@pytest.mark.parametrize("url", [SEPTEMBER, LIST])
def test_a_wrong_condition_is_told_and_left_out(client, tanto, url, asked):
    session(tanto)

    page = client.get(url, asked)

    assert page.status_code == 200
    assert "絞り込みの条件を直してください" in page.content.decode()
    assert len(page.context["table"].data.data) == 1


@pytest.mark.parametrize(
    "path",
    [
        "/calendar/month/2025-02-30/",
        "/calendar/month/1999-12-31/",
        "/calendar/week/9999-12-31/",
        "/calendar/week/0001-01-01/",
        "/calendar/month/2025-9-1/",
    ],
)
def test_a_day_outside_the_calendar_has_no_page(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "current"),
    [("/", ["ホーム"]), ("/calendar/", ["予定表"]), ("/search/", [])],
)
def test_the_calendar_stands_under_home(client, path, current):
    top = client.get(path).context["top"]

    assert [link.label for link in top] == ["ホーム", "予定表"]
    assert [link.label for link in top if link.current] == current
