"""Who stays in, who is out and what is open."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aomori_skills.base.verdict import Outcome
from dispatch.rules.matching_slots import Calendar, free_at
from tests.dispatch.matching_cases import (
    DAY,
    FREE,
    HACHINOHE,
    book,
    booking,
    judged,
    person,
    points,
    slot,
    verdict,
    wanted,
)
from tests.dispatch.request_cases import row

YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN


def test_a_meister_who_keeps_every_rule_stays_in():
    found = judged(slot())

    assert [(one.title, one.outcome) for one in found.verdicts] == [
        ("認定・活動", YES),
        ("職種・作業", YES),
        ("日程", YES),
        ("年間の派遣回数", YES),
        ("指導技法等講習", YES),
    ]
    assert (found.is_excluded, found.cautions) == (False, [])


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ({"state": "paused"}, "「休止」のため、派遣できません。"),
        ({"state": "deceased"}, "「死亡」のため、派遣できません。"),
        ({"certified_on": date(2025, 9, 11)}, "実施日にはまだ認定されていません。"),
    ],
)
def test_who_is_not_certified_and_active_is_out(told, text):
    found = judged(slot(), **told)

    assert [one.text for one in found.refusals] == [text]


def test_certified_on_the_day_itself_is_in_time():
    assert not judged(slot(), certified_on=DAY).is_excluded


@pytest.mark.parametrize(
    ("held", "outcome", "text"),
    [
        ({"大工工事作業"}, YES, "建築大工（大工工事作業）の認定を受けています。"),
        (
            {None},
            UNKNOWN,
            "名簿に作業の記載がありません。「大工工事作業」を指導できるかを確認してください。",
        ),
        (
            {"型枠工事作業"},
            NO,
            "希望の作業は「大工工事作業」ですが、認定の作業は「型枠工事作業」です。",
        ),
    ],
)
def test_the_operation_has_to_be_the_wanted_one(held, outcome, text):
    found = wanted(slot(), operations=["大工工事作業"]).candidate(
        person(operations=frozenset(held))
    )

    assert (verdict(found, "skill").outcome, verdict(found, "skill").text) == (outcome, text)


@pytest.mark.parametrize(
    ("marks", "outcome", "text"),
    [
        ({}, UNKNOWN, "本人の都合を確認していません（午後）。"),
        ({(2, "pm"): "maybe"}, UNKNOWN, "本人の都合が△です（午後）。"),
        ({(2, "pm"): "busy"}, NO, "本人の都合が×です（午後）。"),
        ({(2, "am"): "busy", (2, "pm"): "free"}, YES, ""),
        ({(3, "pm"): "busy", (2, "pm"): "free"}, YES, ""),
    ],
)
def test_the_own_word_of_the_half_day_counts(marks, outcome, text):
    found = free_at(slot(), Calendar(marks), book())

    assert (found.outcome, found.text) == (outcome, text)


def test_what_was_said_of_the_day_goes_before_its_weekday():
    busy = Calendar(FREE, {(DAY, "pm"): "busy"})
    free = Calendar({(2, "pm"): "busy"}, {(DAY, "pm"): "free"})

    assert (free_at(slot(), busy, book()).outcome, free_at(slot(), free, book()).outcome) == (
        NO,
        YES,
    )


@pytest.mark.parametrize(
    ("marks", "outcome"),
    [
        ({(2, "am"): "busy", (2, "pm"): "busy"}, NO),
        ({(2, "am"): "busy", (2, "pm"): "free"}, UNKNOWN),
        ({(2, "am"): "free", (2, "pm"): "free"}, YES),
        ({}, UNKNOWN),
    ],
)
def test_a_day_without_hours_is_impossible_only_if_all_of_it_is(marks, outcome):
    assert free_at(slot(starts=None, ends=None), Calendar(marks), book()).outcome == outcome


@pytest.mark.parametrize(
    ("other", "outcome", "text"),
    [
        (
            booking(time(14), time(16)),
            NO,
            "同じ日の14:00～16:00に派R7-009の指導日が確定しています（時間が重なります）。",
        ),
        (
            booking(time(14), time(16), confirmed=False),
            UNKNOWN,
            "同じ日の14:00～16:00に派R7-009の指導日に仮に割り当てられています（時間が重なります）。",
        ),
        (
            booking(time(10), time(12, 45)),
            NO,
            "同じ日の10:00～12:45に派R7-009の指導日が確定しています。"
            "間は15分で、移動と余裕に必要な30分に足りません。",
        ),
        (booking(time(10), time(12, 30)), YES, ""),
        (
            booking(time(9), time(11), place=HACHINOHE),
            NO,
            "同じ日の09:00～11:00に派R7-009の指導日が確定しています。"
            "間は120分で、移動と余裕に必要な138分に足りません。",
        ),
        (
            booking(time(9), time(11), place=None),
            UNKNOWN,
            "同じ日の09:00～11:00に派R7-009の指導日が確定しています。"
            "間は120分ですが、移動にかかる時間が分かりません。",
        ),
        (booking(time(13), time(15), day=date(2025, 9, 11)), YES, ""),
        (booking(time(13), time(15), session=5), YES, ""),
    ],
)
def test_another_booking_keeps_the_person_with_the_way_between(other, outcome, text):
    found = free_at(slot(session=5), Calendar(FREE, {}, (other,)), book())

    assert (found.outcome, found.text) == (outcome, text)


TIMES = st.integers(8 * 4, 18 * 4 - 8)


@given(start=TIMES, other=TIMES)
def test_within_one_town_the_margin_alone_decides(start, other):
    def at(quarter):
        return time(quarter // 4, quarter % 4 * 15)

    mine = slot(starts=at(start), ends=at(start + 8))
    theirs = booking(at(other), at(other + 8))

    found = free_at(mine, Calendar(FREE, {}, (theirs,)), book())

    assert (found.outcome == YES) == (abs(start - other) >= 8 + 2)


BUSY_MORNINGS = Calendar({(2, "am"): "busy", (2, "pm"): "free"})
MORNING = slot(starts=time(9), ends=time(11))


def test_of_sessions_all_have_to_be_possible_and_of_wishes_one():
    sessions = judged(slot(), MORNING, calendar=BUSY_MORNINGS)
    wishes = judged(slot(), MORNING, calendar=BUSY_MORNINGS, are_sessions=False)
    neither = judged(MORNING, calendar=BUSY_MORNINGS, are_sessions=False)

    assert (verdict(sessions, "days").outcome, verdict(sessions, "days").text) == (
        UNKNOWN,
        "指導日2日のうち1日で都合がつきます。"
        "令和7年9月10日（水） 09:00～11:00：本人の都合が×です（午前）。",
    )
    assert verdict(wishes, "days").outcome == YES
    assert (verdict(neither, "days").text, neither.is_excluded) == (
        "都合のつく希望日がありません。"
        "令和7年9月10日（水） 09:00～11:00：本人の都合が×です（午前）。",
        True,
    )


def test_one_reason_for_all_days_is_told_once():
    busy = Calendar({(2, "pm"): "busy"})
    found = judged(slot(), slot(day=date(2025, 9, 17)), calendar=busy)

    assert verdict(found, "days").text == (
        "都合のつく指導日がありません。いずれの日も：本人の都合が×です（午後）。"
    )


def test_without_any_day_the_days_are_unknown():
    found = verdict(judged(), "days")

    assert (found.outcome, found.text) == (
        UNKNOWN,
        "指導日も希望日も決まっていないため、判定できません。",
    )


@pytest.mark.parametrize(
    ("days", "outcome"), [(0, YES), (18, YES), (19, UNKNOWN), (20, NO), (25, NO)]
)
def test_the_cap_of_the_year(days, outcome):
    found = judged(slot(), slot(day=date(2025, 9, 17)), bookings_this_year=days)

    assert verdict(found, "load").outcome == outcome


def test_a_cap_that_nobody_has_set_is_unknown_and_not_kept():
    found = judged(slot(), rules=book(row("年間の派遣回数", None, "回以内", "マイスター")))

    assert verdict(found, "load").outcome == UNKNOWN
    assert points(found, "年度内の負担").known is False


@pytest.mark.parametrize(
    ("licence", "outcome"), [("not_held", NO), ("unknown", UNKNOWN), ("held", YES)]
)
def test_the_course_only_warns(licence, outcome):
    found = judged(slot(), licence=licence)

    assert (verdict(found, "course").outcome, found.is_excluded) == (outcome, False)
    assert len(found.cautions) == (outcome != YES)
