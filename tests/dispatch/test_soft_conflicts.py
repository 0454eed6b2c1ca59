"""What stands against a booking without forbidding it: pure rules, every range."""

from dataclasses import dataclass, field
from datetime import date, time
from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aomori_skills.base.verdict import Outcome, Verdict
from dispatch.choices import SoftConflict
from dispatch.rules.soft_conflicts import Facts, overlap, soft_conflicts
from dispatch.rules.travel import distance_km, travel_minutes

DAY = date(2025, 9, 10)
ROUND = {"am": "free", "pm": "free"}


@dataclass(frozen=True)
class Town:
    latitude: float
    longitude: float


@dataclass(frozen=True)
class Book:
    """移動の速さ and 移動の余裕 of a year; None is unset."""

    speed: int | None = 40
    margin: int | None = 30

    def value(self, rule):
        return {"移動の速さ": self.speed, "移動の余裕": self.margin}[rule]


@dataclass(frozen=True)
class Request:
    client: str = "りんご工業高校"


@dataclass(frozen=True)
class At:
    """A session; minutes of the day."""

    start: int
    end: int
    place: str = "実習室"
    municipality: Town | None = None
    pk: int = 1
    held_on: date = DAY
    request: Request = field(default_factory=Request)

    @property
    def starts_at(self):
        return time(self.start // 60, self.start % 60)

    @property
    def ends_at(self):
        return time(self.end // 60, self.end % 60)

    @property
    def municipality_id(self):
        return None if self.municipality is None else hash(self.municipality)

    def __str__(self):
        return f"{self.starts_at:%H:%M}～{self.ends_at:%H:%M}"


AOMORI, HACHINOHE = Town(40.822, 140.747), Town(40.512, 141.488)


def kinds(session, **facts):
    found = soft_conflicts(session, Facts(**({"book": Book(), "marks": ROUND} | facts)))
    return [one.kind for one in found]


def test_the_way_from_aomori_to_hachinohe():
    assert round(distance_km(AOMORI, HACHINOHE), 1) == 71.4
    assert travel_minutes(AOMORI, HACHINOHE, Book()) == ceil(71.4 / 40 * 60) + 30
    assert distance_km(AOMORI, AOMORI) == 0
    assert travel_minutes(AOMORI, AOMORI, Book()) == 30


@pytest.mark.parametrize("book", [Book(speed=None), Book(margin=None), Book(speed=0)])
def test_an_unset_rule_is_unknown_and_never_no_time(book):
    assert travel_minutes(AOMORI, HACHINOHE, book) is None


def test_an_unknown_place_is_unknown_and_never_near():
    assert distance_km(None, AOMORI) is None
    assert travel_minutes(AOMORI, None, Book()) is None
    near = At(780, 900, place="", pk=2)
    assert kinds(At(900, 1020, municipality=AOMORI), neighbours=(near,)) == [SoftConflict.TRAVEL]


def test_the_sentence_names_the_other_session():
    other = At(540, 660, place="八戸会館", municipality=HACHINOHE, pk=2)
    session = At(720, 840, municipality=AOMORI)
    (found,) = soft_conflicts(session, Facts(book=Book(), neighbours=(other,), marks=ROUND))
    assert found.text == (
        "09:00～11:00のりんご工業高校（八戸会館）との間は60分で、"
        "移動と余裕に必要な138分に足りません。"
    )


def test_one_after_the_other_at_one_place_is_fine():
    before = At(540, 660, municipality=AOMORI, pk=2)
    assert kinds(At(660, 780, municipality=AOMORI), neighbours=(before,)) == []
    elsewhere = At(540, 660, place="体育館", municipality=AOMORI, pk=2)
    assert kinds(At(660, 780, municipality=AOMORI), neighbours=(elsewhere,)) == [
        SoftConflict.TRAVEL
    ]


TOWNS = st.sampled_from([AOMORI, HACHINOHE, Town(41.293, 141.184), Town(40.603, 140.464)])
QUARTERS = st.tuples(st.integers(24, 84), st.integers(1, 12))


@given(first=QUARTERS, second=QUARTERS, here=TOWNS, there=TOWNS)
def test_the_buffer_holds_on_both_sides_and_only_where_it_must(first, second, here, there):
    (a, b), (c, d) = (
        (start * 15, min(start + length, 95) * 15) for start, length in (first, second)
    )
    session, other = At(a, b, "甲", here), At(c, d, "乙", there, pk=2)
    gap = c - b if c >= b else a - d
    together = a < d and c < b
    tight = together or gap < travel_minutes(here, there, Book())

    assert overlap(session, other) == together
    assert kinds(session, neighbours=(other,)) == ([SoftConflict.TRAVEL] if tight else [])
    assert kinds(other, neighbours=(session,)) == kinds(session, neighbours=(other,))


@given(first=QUARTERS, length=st.integers(1, 12))
def test_sessions_that_only_touch_do_not_overlap(first, length):
    start, end = first[0] * 15, min(first[0] + first[1], 90) * 15
    later = At(end, min(end + length * 15, 1439), pk=2)
    assert not overlap(At(start, end), later)
    assert not overlap(later, At(start, end))


@pytest.mark.parametrize(
    ("start", "end", "marks", "text"),
    [
        (540, 720, {"am": "maybe"}, "本人の都合が△です（午前）。"),
        (720, 900, {"am": "maybe", "pm": "free"}, ""),
        (600, 900, {"am": "free"}, "本人の都合を確認していません（午後）。"),
        (600, 900, {}, "本人の都合を確認していません（午前・午後）。"),
        (
            600,
            900,
            {"am": "busy", "pm": "maybe"},
            "本人の都合が×です（午前）。本人の都合が△です（午後）。",
        ),
        (600, 900, None, ""),
    ],
)
def test_availability(start, end, marks, text):
    found = soft_conflicts(At(start, end), Facts(book=Book(), marks=marks))
    assert [one.text for one in found] == ([text] if text else [])


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [(Outcome.YES, []), (Outcome.NO, ["course"]), (Outcome.UNKNOWN, ["course"])],
)
def test_the_required_course(outcome, expected):
    assert kinds(At(600, 660), course=Verdict("course", "講習", outcome, "必須")) == expected


def test_a_day_on_which_the_office_is_closed():
    found = soft_conflicts(At(600, 660), Facts(book=Book(), marks=ROUND, closed="土曜日"))
    assert [one.text for one in found] == [
        "令和7年9月10日（水）は、コーナーの休業日です（土曜日）。"
    ]
