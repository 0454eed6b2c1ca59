"""Whether one person can come at one time: their own word for the day, and their other bookings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time

from aomori_skills.base import wareki
from aomori_skills.base.verdict import Outcome
from dispatch.rules.soft_conflicts import halves, minutes_between, overlap
from dispatch.rules.travel import travel_minutes
from meisters.choices import HalfDay, Mark

YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN


@dataclass(frozen=True)
class Slot:
    """A time to fill: a session (``session`` is its key), or a wished day without one."""

    held_on: date
    starts_at: time | None = None
    ends_at: time | None = None
    place: object = None
    session: int | None = None

    def __str__(self):
        day = wareki.format_day(self.held_on)
        return f"{day} {_hours(self)}" if self.starts_at else day


@dataclass(frozen=True)
class Booking:
    """A session for which the person stands; ``request`` is the number of its request."""

    held_on: date
    starts_at: time
    ends_at: time
    place: object
    request: str
    session: int
    confirmed: bool


@dataclass(frozen=True, eq=False)
class Calendar:
    """What is known of a person's time.

    ``weekdays`` and ``dates`` hold the marks of half days (None: nothing is kept for such people);
    what was said of a day goes before what was said of its weekday.
    """

    weekdays: Mapping | None = field(default_factory=dict)
    dates: Mapping = field(default_factory=dict)
    bookings: tuple[Booking, ...] = ()

    def mark(self, day: date, half: str) -> str | None:
        return self.dates.get((day, half)) or self.weekdays.get((day.weekday(), half))


@dataclass(frozen=True)
class Found:
    """Whether the person can come then; ``text`` says why not, or what is not known."""

    slot: Slot
    outcome: Outcome
    text: str = ""


def free_at(slot: Slot, calendar: Calendar, book) -> Found:
    """A booking that is confirmed keeps the person away; then their own word counts."""
    taken = [_taken(slot, one, book) for one in calendar.bookings if one.held_on == slot.held_on]
    asked = [] if calendar.weekdays is None else [_own_word(slot, calendar)]
    found = [one for one in (*taken, *asked) if one and one[0] != YES]
    refused = [text for outcome, text in found if outcome == NO]
    if refused:
        return Found(slot, NO, "".join(refused))
    if found:
        return Found(slot, UNKNOWN, "".join(text for _, text in found))
    if not asked:
        return Found(slot, UNKNOWN, "本人の都合を確認していません。")
    return Found(slot, YES)


def _taken(slot: Slot, other: Booking, book) -> tuple[Outcome, str] | None:
    if other.session == slot.session:
        return None
    named = f"同じ日の{_hours(other)}に{other.request}の指導日"
    standing = "が確定しています" if other.confirmed else "に仮に割り当てられています"
    if slot.starts_at is None:
        return UNKNOWN, f"{named}{standing}。時刻が決まると判定できます。"
    worst = NO if other.confirmed else UNKNOWN
    if overlap(slot, other):
        return worst, f"{named}{standing}（時間が重なります）。"
    gap, needed = minutes_between(slot, other), travel_minutes(slot.place, other.place, book)
    if needed is None:
        return UNKNOWN, f"{named}{standing}。間は{gap}分ですが、移動にかかる時間が分かりません。"
    if gap >= needed:
        return None
    return worst, f"{named}{standing}。間は{gap}分で、移動と余裕に必要な{needed}分に足りません。"


def _own_word(slot: Slot, calendar: Calendar) -> tuple[Outcome, str]:
    touched = halves(slot) if slot.starts_at else tuple(HalfDay)
    marks = {half: calendar.mark(slot.held_on, half) for half in touched}
    given = set(marks.values())
    if given == {Mark.FREE}:
        return YES, ""
    if Mark.BUSY in given and (slot.starts_at or given == {Mark.BUSY}):
        return NO, f"本人の都合が×です（{_words(marks, Mark.BUSY)}）。"
    told = "".join(
        f"{sentence}（{_words(marks, mark)}）。"
        for mark, sentence in (
            (Mark.BUSY, "本人の都合が×です"),
            (Mark.MAYBE, "本人の都合が△です"),
            (None, "本人の都合を確認していません"),
        )
        if mark in given
    )
    return UNKNOWN, told


def _words(marks: Mapping, wanted) -> str:
    return "・".join(half.label for half, mark in marks.items() if mark == wanted)


def _hours(one) -> str:
    return f"{one.starts_at:%H:%M}～{one.ends_at:%H:%M}"
