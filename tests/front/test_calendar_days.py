"""Which days a month and a week show, and what stands on each."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from aomori_skills.base.dated import Dated
from aomori_skills.front.calendar import pages
from aomori_skills.front.calendar.addresses import DayInAddress
from aomori_skills.office.models import ClosedDay

DAYS = some.dates(date(2000, 1, 1), date(2100, 12, 31))


def event(day, key="a", **more):
    return Dated(key=key, kind="visit", kind_label="訪問", day=day, title="訪問", url="/", **more)


@given(day=DAYS)
def test_a_month_holds_its_days_and_no_other(day):
    first, last = pages.month_of(day)

    assert (first.day, (last + timedelta(days=1)).day) == (1, 1)
    assert first <= day <= last
    assert (first.month, last.month) == (day.month, day.month)
    assert pages.month_of(pages.next_month(first))[0] == last + timedelta(days=1)
    assert pages.next_month(pages.previous_month(first)) == first


@given(day=DAYS)
def test_a_week_goes_from_sunday_to_saturday(day):
    first, last = pages.week_of(day)

    assert (first.isoweekday(), last.isoweekday(), (last - first).days) == (7, 6, 6)
    assert first <= day <= last


@pytest.mark.django_db
def test_the_days_of_september_2025_with_what_stands_on_them():
    ClosedDay.objects.create(day=date(2025, 9, 12), reason="館内停電")
    events = [
        event(date(2025, 9, 10)),
        event(date(2025, 9, 29), last_day=date(2025, 10, 2)),
        event(date(2025, 8, 30), last_day=date(2025, 9, 1)),
    ]

    weeks = pages.weeks(events, pages.month_of(date(2025, 9, 10)), today=date(2025, 9, 10))

    cells = {cell.day: cell for week in weeks for cell in week}
    assert [week[0].day for week in weeks] == [
        date(2025, 8, 31),
        date(2025, 9, 7),
        date(2025, 9, 14),
        date(2025, 9, 21),
        date(2025, 9, 28),
    ]
    assert [day.isoformat() for day, cell in cells.items() if cell.events] == [
        "2025-09-01",
        "2025-09-10",
        "2025-09-29",
        "2025-09-30",
    ]
    assert {day.day: cell.closed for day, cell in cells.items() if cell.closed} == {
        12: "館内停電",
        15: "敬老の日",
        23: "秋分の日",
    }
    assert [cell.day.isoformat() for cell in cells.values() if cell.is_outside] == [
        "2025-08-31",
        "2025-10-01",
        "2025-10-02",
        "2025-10-03",
        "2025-10-04",
    ]
    assert [cell.day for cell in cells.values() if cell.is_today] == [date(2025, 9, 10)]
    assert [cells[date(2025, 9, number)].colour for number in (12, 13, 14, 15, 16)] == [
        "closed",
        "saturday",
        "closed",
        "closed",
        "",
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("number", "shown", "hidden"), [(4, 4, 0), (5, 5, 0), (6, 4, 2), (9, 4, 5)]
)
def test_a_full_day_of_a_month_says_how_much_more_there_is(number, shown, hidden):
    day = date(2025, 9, 10)
    events = [event(day, key=str(place)) for place in range(number)]

    weeks = pages.weeks(events, pages.month_of(day), today=day, room=pages.ROOM)

    (cell,) = [cell for week in weeks for cell in week if cell.day == day]
    assert (len(cell.events), cell.hidden) == (shown, hidden)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 9, 10), "令和7年9月7日（日）から9月13日（土）まで"),
        (date(2025, 12, 31), "令和7年12月28日（日）から令和8年1月3日（土）まで"),
        (date(2019, 5, 1), "平成31年4月28日（日）から令和元年5月4日（土）まで"),
    ],
)
def test_a_week_is_called_by_its_first_and_last_day(day, words):
    assert pages.week_words(*pages.week_of(day)) == words


def test_the_calendar_opens_today_or_in_april_of_another_year():
    today = date(2025, 9, 10)

    assert pages.start_day(2025, today) == today
    assert pages.start_day(2026, today) == date(2026, 4, 1)
    assert pages.start_day(2024, today) == date(2024, 4, 1)


@pytest.mark.parametrize("text", ["2025-02-30", "1999-12-31", "2101-01-01", "2025-13-01"])
def test_a_day_that_nobody_shows_is_no_address(text):
    with pytest.raises(ValueError, match=r".+"):
        DayInAddress().to_python(text)


@pytest.mark.parametrize("text", ["2000-01-01", "2025-09-10", "2100-12-31"])
def test_the_days_of_a_century_are_addresses(text):
    assert DayInAddress().to_url(DayInAddress().to_python(text)) == text
