"""The points of a candidate, each explained, and the order of those who stay in."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.rules.matching import ranked
from tests.dispatch.matching_cases import (
    AOMORI,
    HACHINOHE,
    book,
    judged,
    person,
    points,
    slot,
    wanted,
)
from tests.dispatch.request_cases import row


@pytest.mark.parametrize(
    ("told", "title", "got", "text"),
    [
        ({}, "距離", "4.0", "青森市から青森市まで約0km（直線）です。"),
        ({"place": HACHINOHE}, "距離", "1.1", "八戸市から青森市まで約71km（直線）です。"),
        (
            {"bookings_this_year": 5},
            "年度内の負担",
            "2.3",
            "年度内の派遣は、ほかの依頼で5回です（仮を含む）。",
        ),
        ({}, "最後の派遣からの期間", "1.0", "派遣の記録がありません。"),
        (
            {"last_on": date(2025, 5, 25)},
            "最後の派遣からの期間",
            "0.3",
            "最後の派遣は令和7年5月25日（100日前）です。",
        ),
        ({}, "同じ依頼元での実績", "0.0", "この依頼元での実績はありません。"),
        (
            {"days_with_client": 2},
            "同じ依頼元での実績",
            "1.3",
            "この依頼元で2日の実績があります。",
        ),
        ({"days_with_client": 9}, "同じ依頼元での実績", "2.0", "この依頼元で9日の実績があります。"),
        ({}, "満足度", "0", "満足度の記録がないため、加点していません。"),
    ],
)
def test_each_point_is_explained(told, title, got, text):
    found = points(judged(slot(), **told), title)

    assert (found.got, found.text) == (Decimal(got), text)


def test_an_unknown_distance_gives_no_points_and_says_so():
    home = points(judged(slot(), place=None), "距離")
    place = points(judged(slot(place=None)), "距離")

    assert (home.got, home.known, home.text) == (0, False, "勤務先・自宅の市町村が分かりません。")
    assert (place.got, place.known, place.text) == (0, False, "実施場所の市町村が分かりません。")


def test_the_weights_are_those_of_the_year():
    heavy = judged(slot(), rules=book(row("距離", 10, "点", "評点")))

    assert (points(heavy, "距離").got, points(heavy, "距離").words) == (10, "10／10点")


@given(
    days=st.integers(0, 60),
    client=st.integers(0, 40),
    ago=st.integers(0, 4000),
    near=st.booleans(),
)
def test_points_stay_between_nothing_and_their_weight(days, client, ago, near):
    found = judged(
        slot(),
        bookings_this_year=days,
        days_with_client=client,
        last_on=date.fromordinal(date(2025, 9, 2).toordinal() - ago),
        place=AOMORI if near else HACHINOHE,
    )

    assert all(0 <= one.got <= one.most for one in found.points)
    assert found.total == sum(one.got for one in found.points)


def test_the_order_is_points_then_kana_then_key():
    one = wanted(slot())
    rows = [
        one.candidate(person(4, place=HACHINOHE)),
        one.candidate(person(3, kana="イワキ ジロウ")),
        one.candidate(person(2)),
        one.candidate(person(1)),
        one.candidate(person(5, state="paused")),
    ]

    stay, out = ranked(rows)

    assert [row.facts.pk for row in stay] == [3, 1, 2, 4]
    assert [row.facts.pk for row in out] == [5]
    assert ranked(reversed(rows)) == (stay, out)
