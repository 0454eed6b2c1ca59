"""The way of the staff member who attends: when to leave, when to meet, when to be back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from dispatch.rules.travel import MARGIN, SPEED, distance_km, travel_minutes

TO_WRITE = "　　："
STEP = 5
"""Minutes: to these the estimates are rounded."""

STARTS, ENDS = "指導開始", "指導終了"


@dataclass(frozen=True)
class Stop:
    """A line of the route; ``at`` is None while it can't be reckoned."""

    at: datetime | None
    what: str
    where: str = ""

    def clock(self, day) -> str:
        """13:05, or with the day where it is another one; unknown, room to write it."""
        if self.at is None:
            return TO_WRITE
        before = "前日 " if self.at.date() < day else "翌日 " if self.at.date() > day else ""
        return f"{before}{self.at:%H:%M}"


@dataclass(frozen=True)
class Route:
    """``note`` says how the times were reckoned, or what is missing for it."""

    stops: tuple[Stop, ...]
    note: str


def route(sessions, office, book, *, office_name: str) -> Route:
    """From the office's municipality to that of the sessions and back, by the year's rules.

    ``sessions`` are of one day and in one municipality.
    """
    session, held = sessions[0], _held(sessions)
    starts, ends, place = held[0].at, held[-1].at, held[0].where
    needed = travel_minutes(office, session.municipality, book)
    if needed is None:
        stops = (
            Stop(None, "出発", office_name),
            Stop(None, "到着・集合", place),
            *held,
            Stop(None, "帰着", office_name),
        )
        return Route(stops, _missing(session, office, book))
    margin = ceil(book.value(MARGIN))
    if needed == margin:
        return _in_town(held, starts, margin, office, office_name)
    on_the_way = timedelta(minutes=needed - margin)
    meeting = starts - timedelta(minutes=margin)
    stops = (
        Stop(_earlier(meeting - on_the_way), "出発", office_name),
        Stop(meeting, "到着・集合", place),
        *held,
        Stop(_later(ends + on_the_way), "帰着", office_name),
    )
    distance = distance_km(office, session.municipality)
    note = (
        f"{office}から{session.municipality}まで、直線で約{distance:.0f}km。"
        f"時速{_plain(book.value(SPEED))}kmで片道約{needed - margin}分、"
        f"開始の{margin}分前の集合として計算した目安です。"
    )
    return Route(stops, note)


def _earlier(at: datetime) -> datetime:
    """To five minutes, as one would say it."""
    return at - timedelta(minutes=at.minute % STEP)


def _later(at: datetime) -> datetime:
    return at + timedelta(minutes=-at.minute % STEP)


def _held(sessions) -> tuple[Stop, ...]:
    """When each begins and ends; what is at one time is one stop."""
    found: dict[tuple, list[str]] = {}
    for one in sessions:
        for at, what in ((one.starts_at, STARTS), (one.ends_at, ENDS)):
            found.setdefault((datetime.combine(one.held_on, at), what), []).append(one.place)
    order = sorted(found, key=lambda stop: (stop[0], stop[1] == STARTS))
    return tuple(Stop(*stop, "、".join(dict.fromkeys(found[stop]))) for stop in order)


def _in_town(held, starts, margin, office, office_name) -> Route:
    """How far it is within one municipality is unknown, which is never no way at all."""
    stops = (
        Stop(None, "出発", office_name),
        Stop(starts - timedelta(minutes=margin), "到着・集合", held[0].where),
        *held,
        Stop(None, "帰着", office_name),
    )
    note = (
        f"コーナーと同じ{office}の中のため、出発・帰着の時刻を計算できません。"
        f"道のりを確かめて記入してください。集合は開始の{margin}分前です。"
    )
    return Route(stops, note)


def _missing(session, office, book) -> str:
    """Why the times are unknown."""
    missing = []
    if office is None:
        missing.append("コーナーの所在地の市町村")
    if session.municipality is None:
        missing.append("実施場所の市町村")
    missing += [f"年度の基準の「{rule}」" for rule in (SPEED, MARGIN) if not _is_set(book, rule)]
    return f"{'、'.join(missing)}が分からないため、出発・集合・帰着の時刻を計算できません。"


def _is_set(book, rule: str) -> bool:
    value = book.value(rule)
    return value is not None and (rule != SPEED or value > 0)


def _plain(value) -> str:
    return f"{value:f}".rstrip("0").rstrip(".") if "." in f"{value:f}" else f"{value:f}"
