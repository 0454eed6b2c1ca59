"""The calendar as programs read it: whole files compared, and read back by the library."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as some
from icalendar import Calendar

from aomori_skills.base import ics
from aomori_skills.base.dated import Dated, DatedState

NOW = datetime(2025, 9, 1, 0, 30, tzinfo=UTC)
SESSION = {
    "key": "session-1",
    "kind": "session",
    "kind_label": "指導日",
    "day": date(2025, 9, 10),
    "title": "りんご工業高校 建築大工",
    "url": "/dispatch/sessions/1/",
    "starts_at": time(13),
    "ends_at": time(15),
    "place": "実習室;A棟,1階",
    "municipality": "青森市",
    "about": "派R7-001",
    "people": ("岩木 太郎", "浪岡 林檎（仮）"),
    "staff": ("津軽 担当",),
    "own_uid": UUID("0c5a8f5e-6a55-4d53-9d39-2f6a35a6f2a1"),
    "version": 7,
}


def written(*events):
    return ics.calendar("津軽 担当の予定", events, now=NOW, site="https://kochira.example")


def test_a_session_is_written_with_its_time_its_people_and_its_number():
    assert written(Dated(**SESSION)).decode().replace("\r\n ", "").split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//青森県技能振興コーナー//予定表//JA",
        "METHOD:PUBLISH",
        "NAME:津軽 担当の予定",
        "X-WR-CALNAME:津軽 担当の予定",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Tokyo",
        "COMMENT:This timezone only works from 1970-01-01 to 2038-01-01.",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZNAME:JST",
        "TZOFFSETFROM:+0900",
        "TZOFFSETTO:+0900",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
        "SUMMARY:指導日：りんご工業高校 建築大工",
        "DTSTART;TZID=Asia/Tokyo:20250910T130000",
        "DTEND;TZID=Asia/Tokyo:20250910T150000",
        "DTSTAMP:20250901T003000Z",
        "UID:0c5a8f5e-6a55-4d53-9d39-2f6a35a6f2a1",
        "SEQUENCE:7",
        "CATEGORIES:指導日",
        "DESCRIPTION:派R7-001\\n指導者：岩木 太郎、浪岡 林檎（仮）\\n職員：津軽 担当",
        "LOCATION:青森市　実習室\\;A棟\\,1階",
        "STATUS:CONFIRMED",
        "URL:https://kochira.example/dispatch/sessions/1/",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@pytest.mark.parametrize(
    ("state", "status", "summary"),
    [
        (DatedState.TENTATIVE, "TENTATIVE", "【調整中】指導日：りんご工業高校 建築大工"),
        (DatedState.PLANNED, "CONFIRMED", "指導日：りんご工業高校 建築大工"),
        (DatedState.DONE, "CONFIRMED", "指導日：りんご工業高校 建築大工"),
        (DatedState.CANCELLED, "CANCELLED", "【中止】指導日：りんご工業高校 建築大工"),
    ],
)
def test_the_state_is_told_to_the_program_and_in_the_title(state, status, summary):
    (event,) = Calendar.from_ical(written(Dated(**SESSION | {"state": state}))).events

    assert (event["status"], event["summary"]) == (status, summary)


def test_what_has_no_time_takes_its_whole_days_and_a_deadline_blocks_nobody():
    days = {"starts_at": None, "ends_at": None, "last_day": date(2025, 9, 11)}
    deadline = {"kind": "deadline", "kind_label": "期限", "title": "打診の回答期限"}
    course, due = Calendar.from_ical(
        written(Dated(**SESSION | days), Dated(**SESSION | days | deadline | {"last_day": None}))
    ).events

    assert (course.start, course.end) == (date(2025, 9, 10), date(2025, 9, 12))
    assert (due.start, due.end) == (date(2025, 9, 10), date(2025, 9, 11))
    assert (course["transp"], due["transp"]) == ("OPAQUE", "TRANSPARENT")
    assert due["summary"] == "打診の回答期限"


def test_a_course_of_two_days_tells_its_hours_in_words():
    (event,) = Calendar.from_ical(
        written(Dated(**SESSION | {"last_day": date(2025, 9, 11)}))
    ).events

    assert (event.start, event.end) == (date(2025, 9, 10), date(2025, 9, 12))
    assert event["description"].split("\n")[1] == "時間：13:00～15:00"


def test_a_row_without_a_number_of_its_own_keeps_one_made_from_its_key():
    first, moved, other = (
        Dated(**SESSION | {"own_uid": None} | changed)
        for changed in ({}, {"day": date(2025, 9, 12)}, {"key": "session-2"})
    )

    assert first.uid == moved.uid
    assert first.uid != other.uid


@given(
    title=some.text(
        some.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=120
    ).filter(str.strip),
    day=some.dates(date(2000, 1, 1), date(2100, 12, 31)),
    minutes=some.integers(0, 1438),
)
def test_whatever_is_written_is_read_back(title, day, minutes):
    start = (datetime(2025, 1, 1) + timedelta(minutes=minutes)).time()
    changed = {"title": title, "day": day, "starts_at": start, "ends_at": time(23, 59)}

    content = written(Dated(**SESSION | changed))

    (event,) = Calendar.from_ical(content).events
    assert event["summary"].endswith(title)
    assert (event.start.date(), event.start.time()) == (day, start)
    assert max(map(len, content.split(b"\r\n"))) <= 75
