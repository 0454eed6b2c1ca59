"""The way of who attends: reckoned back from the start by the year's rules, or unknown."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aomori_skills.office.rules import Rulebook
from dispatch.rules.route import route
from dispatch.rules.travel import travel_minutes

DAY = date(2025, 9, 10)


@dataclass(frozen=True)
class Town:
    name: str
    latitude: Decimal
    longitude: Decimal

    def __str__(self):
        return self.name


AOMORI = Town("青森市", Decimal("40.822"), Decimal("140.747"))
HIROSAKI = Town("弘前市", Decimal("40.603"), Decimal("140.464"))


def book(speed=Decimal(40), margin=Decimal(30)) -> Rulebook:
    rules = {"移動の速さ": speed, "移動の余裕": margin}
    rows = [
        SimpleNamespace(rule=name, applies_to="全て", value=value) for name, value in rules.items()
    ]
    return Rulebook("派遣の調整", 2025, 2025, tuple(rows))


def session(town=HIROSAKI, starts=time(13), ends=time(15)):
    return SimpleNamespace(
        held_on=DAY, starts_at=starts, ends_at=ends, place="図工室", municipality=town
    )


def told(found) -> list[tuple[str, str]]:
    return [(stop.clock(DAY), stop.what) for stop in found.stops]


def test_the_way_is_reckoned_back_from_the_start():
    found = route((session(),), AOMORI, book(), office_name="コーナー")
    assert told(found) == [
        ("11:35", "出発"),
        ("12:30", "到着・集合"),
        ("13:00", "指導開始"),
        ("15:00", "指導終了"),
        ("15:55", "帰着"),
    ]
    assert [stop.where for stop in found.stops] == [
        "コーナー",
        "図工室",
        "図工室",
        "図工室",
        "コーナー",
    ]


@pytest.mark.parametrize(
    ("town", "office", "rules", "missing"),
    [
        (None, AOMORI, book(), "実施場所の市町村"),
        (HIROSAKI, None, book(), "コーナーの所在地の市町村"),
        (HIROSAKI, AOMORI, book(speed=None), "年度の基準の「移動の速さ」"),
        (HIROSAKI, AOMORI, book(speed=Decimal(0)), "年度の基準の「移動の速さ」"),
        (HIROSAKI, AOMORI, book(margin=None), "年度の基準の「移動の余裕」"),
        (None, None, book(), "コーナーの所在地の市町村、実施場所の市町村"),
    ],
)
def test_what_is_unknown_is_said(town, office, rules, missing):
    found = route((session(town),), office, rules, office_name="コーナー")
    assert told(found) == [
        ("　　：", "出発"),
        ("　　：", "到着・集合"),
        ("13:00", "指導開始"),
        ("15:00", "指導終了"),
        ("　　：", "帰着"),
    ]
    assert found.note == f"{missing}が分からないため、出発・集合・帰着の時刻を計算できません。"


def test_within_one_municipality_the_way_is_unknown_and_not_without_time():
    found = route((session(AOMORI),), AOMORI, book(), office_name="コーナー")
    assert told(found) == [
        ("　　：", "出発"),
        ("12:30", "到着・集合"),
        ("13:00", "指導開始"),
        ("15:00", "指導終了"),
        ("　　：", "帰着"),
    ]
    assert found.note == (
        "コーナーと同じ青森市の中のため、出発・帰着の時刻を計算できません。"
        "道のりを確かめて記入してください。集合は開始の30分前です。"
    )


def test_another_day_is_named():
    found = route((session(starts=time(0, 30), ends=time(23, 30)),), AOMORI, book(), office_name="")
    assert [clock for clock, _ in told(found)] == [
        "前日 23:05",
        "00:00",
        "00:30",
        "23:30",
        "翌日 00:25",
    ]


@given(
    starts=st.integers(0, 1380),
    minutes=st.integers(1, 59),
    speed=st.integers(1, 120),
    margin=st.integers(0, 240),
)
def test_there_is_time_for_the_way(starts, minutes, speed, margin):
    midnight = datetime.combine(DAY, time(0))
    start = midnight + timedelta(minutes=starts)
    end = start + timedelta(minutes=minutes)
    rules = book(Decimal(speed), Decimal(margin))
    found = route((session(starts=start.time(), ends=end.time()),), AOMORI, rules, office_name="")
    leave, meet, begin, finish, back = (stop.at for stop in found.stops)
    needed = timedelta(minutes=travel_minutes(AOMORI, HIROSAKI, rules))
    assert (begin, finish) == (start, end)
    assert begin - meet == timedelta(minutes=margin)
    on_the_way = needed - timedelta(minutes=margin)
    assert timedelta(0) <= begin - leave - needed < timedelta(minutes=5)
    assert timedelta(0) <= back - finish - on_the_way < timedelta(minutes=5)
    assert (leave.minute % 5, back.minute % 5) == (0, 0)


def test_rooms_of_one_day_are_one_way():
    """What begins or ends together is one line; what ends comes before what begins."""
    morning = session(starts=time(10), ends=time(12))
    hall = SimpleNamespace(**vars(session(starts=time(10), ends=time(11))) | {"place": "体育館"})
    later = SimpleNamespace(**vars(session(starts=time(11), ends=time(12))) | {"place": "体育館"})
    found = route((morning, hall, later), AOMORI, book(), office_name="コーナー")
    assert [(stop.clock(DAY), stop.what, stop.where) for stop in found.stops] == [
        ("08:35", "出発", "コーナー"),
        ("09:30", "到着・集合", "図工室、体育館"),
        ("10:00", "指導開始", "図工室、体育館"),
        ("11:00", "指導終了", "体育館"),
        ("11:00", "指導開始", "体育館"),
        ("12:00", "指導終了", "図工室、体育館"),
        ("12:55", "帰着", "コーナー"),
    ]
