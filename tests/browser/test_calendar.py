"""予定表 as staff use it: look at a month, narrow it, print it, subscribe to it, on a phone too."""

from datetime import date, time, timedelta
from io import BytesIO
from unicodedata import normalize

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import expect
from pypdf import PdfReader

from aomori_skills.office.models import User
from tests.factories.calendar import session

TODAY = timezone.localdate()
PHONE = {"viewport": {"width": 390, "height": 844}}


@pytest.fixture
def days(office):
    """Sessions of two schools: one on today's day, one cancelled a day before it or after."""
    tanto, shonin = User.objects.get(username="tanto"), User.objects.get(username="shonin")
    near = TODAY + timedelta(days=1 if TODAY.day == 1 else -1)
    session(tanto, held_on=TODAY)
    session(
        shonin,
        client="みかん工業高校",
        held_on=near,
        state="cancelled",
        cancel_side="weather",
        cancel_reason="大雪",
    )
    return [date(TODAY.year, TODAY.month, one.day) for one in sorted((near, TODAY))]


def printed(page) -> list[tuple]:
    """(width, height in mm, whether its days stand side by side) of each sheet of A4."""
    sheets = PdfReader(BytesIO(page.pdf(format="A4"))).pages
    return [
        (
            round(float(one.mediabox.width) / 72 * 25.4),
            round(float(one.mediabox.height) / 72 * 25.4),
            "日月火水木金土" in "".join(normalize("NFKC", one.extract_text()).split()),
        )
        for one in sheets
    ]


def test_the_month_is_narrowed_printed_and_left_for_a_session(days, desk_of):
    tanto = desk_of("tanto")
    tanto.page.get_by_role("navigation", name="業務メニュー").get_by_role(
        "link", name="予定表"
    ).click()
    tanto.look("calendar_month")
    assert tanto.count.startswith("2件")

    tanto.choose("kind", "指導日")
    tanto.page.get_by_text("詳しい条件").click()
    with tanto.page.expect_response(lambda answer: "state=tentative" in answer.url):
        tanto.choose("state", "調整中")
    expect(tanto.page.locator(".results-count")).to_contain_text("1件が条件に合います")
    assert tanto.page.locator(".calendar-event").all_inner_texts() == [
        "13:00　指導日 調整中\nりんご工業高校 建築大工"
    ]

    tanto.follow("週")
    tanto.look("calendar_week")
    assert "指導者：岩木 太郎" in tanto.text
    assert tanto.page.locator("select[name=state]").input_value() == "tentative"

    tanto.page.get_by_text("Excel・印刷").click()
    tanto.choose("purpose", "派遣の調整・連絡")
    tanto.press("印刷用に表示する")
    tanto.page.wait_for_selector(".sheet")
    tanto.look("calendar_paper")
    assert tanto.page.locator(".sheet .calendar-title").all_inner_texts() == [
        "りんご工業高校 建築大工"
    ]
    assert printed(tanto.page) == [(297, 210, True)]

    tanto.go("/calendar/list/")
    tanto.look("calendar_list")
    tanto.follow("りんご工業高校 建築大工")
    tanto.open_more()
    name, content = tanto.download(lambda: tanto.press("予定表のファイルを出力する"))
    (event,) = Calendar.from_ical(content).events
    assert name == f"指導日_{TODAY:%Y%m%d}.ics"
    assert (event.start.date(), event.start.time()) == (TODAY, time(13))


def test_on_a_phone_the_days_stand_below_each_other(days, desk_of):
    tanto = desk_of("tanto", **PHONE)
    tanto.go("/calendar/")
    tanto.look("calendar_phone")

    shown = tanto.page.locator(".calendar-day:visible")
    assert shown.count() == len(days)
    assert tanto.page.evaluate("document.documentElement.scrollWidth") == 390
    tanto.follow("今日の予定へ")
    assert tanto.page.locator("#today .calendar-title").inner_text() == "りんご工業高校 建築大工"


def test_an_address_is_issued_shown_once_and_ended(days, desk_of):
    tanto = desk_of("tanto")
    tanto.go("/calendar/")
    tanto.follow("予定表を購読する")
    tanto.press("購読用アドレスを発行する")
    tanto.look("calendar_feed")
    address = tanto.page.locator("main code").inner_text()

    feed = Client().get(address.removeprefix(tanto.address))
    (event,) = Calendar.from_ical(feed.content).events
    assert str(event["summary"]) == "【調整中】指導日：りんご工業高校 建築大工"

    tanto.page.reload()
    assert tanto.page.locator("main code").count() == 0
    tanto.press("購読を停止する")
    assert tanto.said == "完了 予定表の購読を停止しました。今までのアドレスは使えません。"
    assert Client().get(address.removeprefix(tanto.address)).status_code == 404
