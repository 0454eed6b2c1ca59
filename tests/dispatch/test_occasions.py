"""回数: what of one request runs at the same hours counts once, whatever the rooms."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from dispatch.rules.occasions import minutes_of, minutes_of_all, occasions

DAY = date(2025, 9, 10)


@dataclass(frozen=True)
class Room:
    starts_at: time
    ends_at: time
    break_minutes: int = 0
    held_on: date = DAY
    request_id: int = 1


def clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


ROOMS = st.lists(
    st.builds(
        lambda start, length, pause, after, request: Room(
            clock(start), clock(start + length), min(pause, length), DAY + timedelta(after), request
        ),
        st.integers(8 * 60, 16 * 60),
        st.integers(1, 240),
        st.integers(0, 60),
        st.integers(0, 2),
        st.integers(1, 2),
    ),
    max_size=8,
)


def room(starts, ends, **values):
    return Room(time(*starts), time(*ends), **values)


def told(*rooms) -> tuple[int, int]:
    return len(occasions(rooms)), minutes_of_all(rooms)


def test_three_trades_at_the_same_hours_are_one():
    assert told(*(room((9,), (11, 30), break_minutes=pause) for pause in (10, 10, 15))) == (1, 140)


def test_hours_that_only_touch_are_two():
    assert told(room((9,), (10,)), room((10,), (11,))) == (2, 120)
    assert told(room((9,), (10, 1)), room((10,), (11,))) == (1, 120)


def test_another_day_or_request_is_another_one():
    once = room((9,), (11,))
    assert told(once, room((9,), (11,), held_on=DAY + timedelta(1))) == (2, 240)
    assert told(once, room((9,), (11,), request_id=2)) == (2, 240)


def apart(one: Room, other: Room) -> bool:
    same = (one.request_id, one.held_on) == (other.request_id, other.held_on)
    return not (same and one.starts_at < other.ends_at and other.starts_at < one.ends_at)


@given(rooms=ROOMS)
def test_no_room_is_lost_and_two_occasions_never_overlap(rooms):
    found = occasions(rooms)
    order = repr
    assert sorted((one for rows in found for one in rows), key=order) == sorted(rooms, key=order)
    for place, rows in enumerate(found):
        for others in found[place + 1 :]:
            assert all(apart(one, other) for one in rows for other in others)
        joined, rest = rows[:1], rows[1:]
        while near := [one for one in rest if not all(apart(one, other) for other in joined)]:
            joined, rest = joined + near, [one for one in rest if one not in near]
        assert rest == []


@given(rooms=ROOMS, data=st.data())
def test_the_order_and_a_room_more_of_the_same_hours_change_nothing(rooms, data):
    shuffled = data.draw(st.permutations(rooms))
    assert told(*shuffled) == told(*rooms)
    if rooms:
        again = data.draw(st.sampled_from(rooms))
        assert len(occasions([*rooms, again])) == len(occasions(rooms))


@given(rooms=ROOMS)
def test_the_time_lies_between_the_longest_room_and_all_of_them(rooms):
    for rows in occasions(rooms):
        each = [minutes_of(one) for one in rows]
        assert max(each) <= minutes_of_all(rows) <= sum(each)
    assert minutes_of_all(rooms) == sum(minutes_of_all(rows) for rows in occasions(rooms))
