"""The calendar as calendar programs read it (iCalendar, RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from icalendar import Calendar, Event, Timezone

from aomori_skills.base.dated import DEADLINE, Dated, DatedState

CONTENT_TYPE = "text/calendar; charset=utf-8"
EVERY_HOUR = timedelta(hours=1)
STATUSES = {
    DatedState.TENTATIVE: "TENTATIVE",
    DatedState.CANCELLED: "CANCELLED",
}
SAID_FIRST = (DatedState.TENTATIVE, DatedState.CANCELLED)
"""Many programs don't show the status; these are told in the title."""


def calendar(name: str, events: Iterable[Dated], *, now: datetime, site: str) -> bytes:
    """``events`` as one file; ``site`` is put before their addresses."""
    book = Calendar()
    book.add("prodid", "-//青森県技能振興コーナー//予定表//JA")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("name", name)
    book.add("x-wr-calname", name)
    book.add("refresh-interval", EVERY_HOUR, parameters={"value": "DURATION"})
    book.add("x-published-ttl", "PT1H")
    book.add_component(Timezone.from_tzid("Asia/Tokyo"))
    for event in events:
        book.add_component(_event(event, now, site))
    return book.to_ical()


def _event(one: Dated, now: datetime, site: str) -> Event:
    event = Event()
    event.add("uid", str(one.uid))
    event.add("dtstamp", now)
    event.add("sequence", one.version)
    event.add("status", STATUSES.get(one.state, "CONFIRMED"))
    event.add("summary", _summary(one))
    _add_time(event, one)
    event.add("location", "　".join(filter(None, (one.municipality, one.place))))
    event.add("description", _description(one))
    event.add("categories", [one.kind_label])
    event.add("url", f"{site}{one.url}")
    return event


def _add_time(event: Event, one: Dated) -> None:
    """A time of one day, or whole days (the end is the day after the last)."""
    if one.starts_at and one.ends_on == one.day:
        event.add("dtstart", one.moment(one.starts_at))
        if one.ends_at:
            event.add("dtend", one.moment(one.ends_at))
        return
    event.add("dtstart", one.day)
    event.add("dtend", one.ends_on + timedelta(days=1))
    event.add("transp", "TRANSPARENT" if one.kind == DEADLINE[0] else "OPAQUE")


def _summary(one: Dated) -> str:
    said = f"【{one.get_state_display()}】" if one.state in SAID_FIRST else ""
    label = "" if one.kind_label in one.title else f"{one.kind_label}："
    return f"{said}{label}{one.title}"


def _description(one: Dated) -> str:
    lines = (
        ("", one.about),
        ("時間：", one.hours if one.ends_on != one.day else ""),
        ("指導者：", "、".join(one.people)),
        ("職員：", "、".join(one.staff)),
    )
    return "\n".join(f"{label}{words}" for label, words in lines if words)
