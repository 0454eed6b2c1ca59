"""What does not forbid a booking but has to be acknowledged with a reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time

from aomori_skills.base import wareki
from aomori_skills.base.verdict import Outcome, Verdict
from dispatch.choices import SoftConflict
from dispatch.rules.travel import travel_minutes
from dispatch.rules.year_rows import plain
from meisters.choices import HalfDay, Mark

CAP, CAP_OF = "年間の派遣回数", "マイスター"
NOON = time(12)
LONGEST = 300


@dataclass(frozen=True)
class Found:
    """One conflict of one person with one session, as a sentence.

    ``unasked``: nothing but that the person was not asked; their own yes settles it.
    """

    kind: SoftConflict
    text: str
    unasked: bool = False


@dataclass(frozen=True)
class Facts:
    """What is known about a person on the day of a session.

    ``neighbours`` are the person's other sessions of the day, ``closed`` why the office is closed
    (empty: it is open), ``marks`` the person's own word for each half day (a missing half: nobody
    has asked; None: nothing is kept for such people), ``course`` the verdict on the required
    course and ``eligible`` that on a 熟練技能者 (None: not asked of such people), ``earlier`` how
    many bookings of the year a meister has had before this one, ``book`` the year's rules of
    派遣の調整.
    """

    book: object
    neighbours: tuple = ()
    closed: str = ""
    marks: Mapping[str, str] | None = None
    course: Verdict | None = None
    eligible: Verdict | None = None
    earlier: int | None = None


def soft_conflicts(session, facts: Facts) -> tuple[Found, ...]:
    """At most one of each kind, in the order of the kinds."""
    found = (
        (SoftConflict.TRAVEL, _travel(session, facts)),
        (SoftConflict.CLOSED_DAY, _closed(session, facts)),
        (SoftConflict.AVAILABILITY, _availability(session, facts)),
        (SoftConflict.COURSE, _unless_kept(facts.course)),
        (SoftConflict.ELIGIBILITY, _unless_kept(facts.eligible)),
        (SoftConflict.YEARLY_CAP, _cap(facts)),
    )
    unasked = _only_unasked(session, facts)
    return tuple(
        Found(kind, text[:LONGEST], unasked and kind == SoftConflict.AVAILABILITY)
        for kind, text in found
        if text
    )


def overlap(a, b) -> bool:
    """Whether two sessions share a time; those that only touch don't."""
    same_day = a.held_on == b.held_on
    return same_day and a.starts_at < b.ends_at and b.starts_at < a.ends_at


def minutes_between(a, b) -> int:
    """From the end of the earlier to the start of the later one; they don't overlap."""
    first, second = sorted((a, b), key=lambda one: one.starts_at)
    return _minutes(second.starts_at) - _minutes(first.ends_at)


def halves(session) -> tuple[HalfDay, ...]:
    """The half days that a session touches."""
    morning, afternoon = session.starts_at < NOON, session.ends_at > NOON
    return tuple(
        half
        for half, touched in ((HalfDay.MORNING, morning), (HalfDay.AFTERNOON, afternoon))
        if touched
    )


def named(session) -> str:
    """A session as other sentences name it."""
    return f"{session}の{session.request.client}（{session.place}）"


def _travel(session, facts) -> str:
    return "".join(
        sentence
        for other in sorted(facts.neighbours, key=lambda one: (one.starts_at, one.pk or 0))
        if (sentence := _between(session, other, facts.book))
    )


def _between(session, other, book) -> str:
    if overlap(session, other):
        return f"{named(other)}と時間が重なっています（仮の割り当て）。"
    if _at_one_place(session, other):
        return ""
    gap = minutes_between(session, other)
    needed = travel_minutes(session.municipality, other.municipality, book)
    if needed is None:
        return f"{named(other)}との間は{gap}分ですが、移動にかかる時間が分かりません。"
    if gap >= needed:
        return ""
    return f"{named(other)}との間は{gap}分で、移動と余裕に必要な{needed}分に足りません。"


def _at_one_place(a, b) -> bool:
    known = a.municipality_id is not None and a.municipality_id == b.municipality_id
    return known and bool(a.place) and a.place == b.place


def _closed(session, facts) -> str:
    if not facts.closed:
        return ""
    return f"{wareki.format_day(session.held_on)}は、コーナーの休業日です（{facts.closed}）。"


def _availability(session, facts) -> str:
    if facts.marks is None:
        return ""
    told = {half: facts.marks.get(half) for half in halves(session)}
    busy = _words(told, Mark.BUSY)
    maybe = _words(told, Mark.MAYBE)
    unknown = _words(told, None)
    return "".join(
        sentence
        for words, sentence in (
            (busy, f"本人の都合が×です（{busy}）。"),
            (maybe, f"本人の都合が△です（{maybe}）。"),
            (unknown, f"本人の都合を確認していません（{unknown}）。"),
        )
        if words
    )


def _only_unasked(session, facts) -> bool:
    marks = facts.marks or {}
    return not {marks.get(half) for half in halves(session)} & {Mark.BUSY, Mark.MAYBE}


def _words(told, mark) -> str:
    return "・".join(str(HalfDay(half).label) for half, one in told.items() if one == mark)


def _unless_kept(verdict: Verdict | None) -> str:
    return "" if verdict is None or verdict.outcome == Outcome.YES else verdict.text


def _cap(facts) -> str:
    """The text names no running count: what was acknowledged stays so when others are booked."""
    cap = None if facts.earlier is None else facts.book.value(CAP, CAP_OF)
    if cap is None or facts.earlier < cap:
        return ""
    return f"年度内の派遣が、年間の上限の{plain(cap)}回を超えます（仮の割り当てを含む）。"


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute
