"""What a request may cost of the year: caps, exceptions, bounds, materials, without a database."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aomori_skills.base.verdict import Outcome
from aomori_skills.office.choices import Strictness
from dispatch.rules import materials
from dispatch.rules.request_case import Excuse
from dispatch.rules.request_checks import in_the_way, verdicts
from dispatch.rules.usage import Usage
from dispatch.rules.year_rows import limit_of
from tests.dispatch.request_cases import APPEAL, RULES, case, material, row, told

YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN


@given(used=st.integers(0, 60), own=st.integers(1, 100))
def test_sessions_over_the_cap_say_by_how_much(used, own):
    one = case(sessions_wanted=own, used=Usage(requests=1, sessions=Decimal(used)))
    verdict = told(one, "sessions")
    over = used + own - 20

    assert verdict.outcome == (NO if over > 0 else YES)
    assert [item.rule for item in in_the_way(verdicts(one))] == (["sessions"] if over > 0 else [])
    if over > 0:
        assert verdict.text == (
            f"ほかの依頼{used}回とこの依頼{own}回で計{used + own}回になり、"
            f"年間の上限20回を{over}回超えます。"
        )
    else:
        assert f"残り{-over}回" in verdict.text


@given(over=st.integers(1, 50), allowed=st.integers(0, 50))
def test_an_exception_holds_as_far_as_it_was_given(over, allowed):
    excuse = Excuse("sessions", "大会の直前のため", "", Decimal(allowed))
    verdict = told(case(sessions_wanted=20 + over, excuses=[excuse]), "sessions")

    assert verdict.outcome == NO
    assert verdict.overridden_by == ("大会の直前のため" if over <= allowed else "")
    assert verdict.blocks == (over > allowed)


def test_an_exception_of_another_request_holds_for_the_cap_of_the_year():
    excuse = Excuse("sessions", "大会の直前のため", "", Decimal(2), "派R7-001")
    verdict = told(case(sessions_wanted=22, excuses=[excuse]), "sessions")

    assert verdict.overridden_by == "派R7-001で認めた例外：大会の直前のため"


def test_an_exception_without_a_measure_holds_for_what_was_found():
    one = case(no_other_subsidy="no")
    text = told(one, "subsidy").text
    same = Excuse("subsidy", "対象経費が違う", text, None)
    other = Excuse("subsidy", "対象経費が違う", "別の判定", None)

    assert not told(case(no_other_subsidy="no", excuses=[same]), "subsidy").blocks
    assert told(case(no_other_subsidy="no", excuses=[other]), "subsidy").blocks


@given(hours=st.integers(0, 80), unknown=st.integers(0, 3))
def test_a_cap_on_hours_is_unknown_while_a_request_does_not_tell(hours, unknown):
    rules = (*RULES, row("年間の指導時間", 60, "時間以内"))
    used = Usage(requests=2, hours=Decimal(hours), without_hours=unknown)
    verdict = told(case(rules=rules, used=used), "year_hours")

    expected = NO if hours + 8 > 60 else UNKNOWN if unknown else YES
    assert verdict.outcome == expected


def test_the_meters_tell_what_the_caps_leave():
    one = case(used=Usage(2, Decimal(12), Decimal(24), Decimal(10), Decimal(5000), 1, 0))
    lines = {meter.measure.name: meter for meter in one.meters()}

    assert (lines["sessions"].total, lines["sessions"].cap, lines["sessions"].left) == (16, 20, 4)
    assert (lines["hours"].total, lines["hours"].cap, lines["hours"].unknown) == (32, None, 1)
    assert (lines["requests"].total, lines["people"].total, lines["yen"].total) == (3, 15, 5000)


def test_the_cap_is_that_of_the_kind_of_client():
    school = case(kind="practical_school", client={"kind": "technical_high"}, sessions_wanted=11)

    assert "年間の上限10回を1回超えます。" in told(school, "sessions").text


@pytest.mark.parametrize(
    ("hours", "outcome", "words"),
    [
        ("2", YES, "1回は2時間です（基準は1時間以上・3時間以内）。"),
        ("3.5", NO, "1回の3.5時間は、上限の3時間を0.5時間超えます。"),
        ("0.5", NO, "1回の0.5時間は、基準の1時間以上に0.5時間足りません。"),
        (None, UNKNOWN, "1回の時間が未入力のため判定できません（基準は1時間以上・3時間以内）。"),
    ],
)
def test_hours_of_a_session(hours, outcome, words):
    verdict = told(case(hours_each=hours and Decimal(hours)), "hours")

    assert (verdict.outcome, verdict.text, verdict.confirmed) == (outcome, words, False)


@given(value=st.integers(0, 100), number=st.decimals(0, 200, places=2))
def test_a_bound_is_broken_exactly_beyond_it(value, number):
    least, most, below, standard = (
        limit_of(row("x", value, unit)) for unit in ("歳以上", "歳以内", "歳未満（…）", "時間")
    )

    assert (least.excess(number) > 0) == (number < value)
    assert (most.excess(number) > 0) == (number > value)
    assert (below.excess(number) > 0) == (number >= value)
    assert (standard.excess(number) > 0) == (number != value)


@pytest.mark.parametrize(
    ("ages", "outcome", "blocks"),
    [
        ((15, 34), YES, False),
        ((14, 20), NO, True),
        ((15, 35), NO, False),
        ((14, 40), NO, True),
        ((None, 20), UNKNOWN, True),
        ((None, 35), NO, False),
        ((None, None), UNKNOWN, True),
    ],
)
def test_ages_are_hard_below_and_lenient_above_as_the_rule_says(ages, outcome, blocks):
    verdict = told(case(youngest=ages[0], oldest=ages[1]), "ages")

    assert (verdict.outcome, verdict.blocks) == (outcome, blocks)


@pytest.mark.parametrize("strictness", Strictness)
@pytest.mark.parametrize("unit", ["時間以内", "時間以内（超えても可）", "時間（目安）"])
def test_the_office_says_how_strict_a_rule_is_whatever_its_words(unit, strictness):
    rules = (row("1回の時間", 3, unit, strictness=strictness),)
    verdict = told(case(rules=rules, hours_each=Decimal(4)), "hours")

    assert (verdict.outcome, verdict.hard) == (NO, strictness == Strictness.STRICT)


def test_a_station_has_bounds_of_its_own():
    station = {"kind": "appeal_station", "client": {"kind": "support_station"}, "rules": APPEAL}

    assert told(case(**station, youngest=15, oldest=34), "ages").outcome == YES
    assert told(case(**station, youngest=15, oldest=35), "ages").blocks
    rules = {one.rule for one in verdicts(case(**station))}
    assert rules == {"kind", "trade", "ages", "photo", "insurance"}


def test_a_standard_is_pointed_out_and_does_not_stop():
    pupils = {"kind": "appeal_school", "client": {"kind": "compulsory_school"}, "rules": APPEAL}
    verdict = told(case(**pupils, hours_each=Decimal(3)), "hours")

    assert (verdict.outcome, verdict.blocks) == (NO, False)
    assert verdict.text == "1回の3時間は、標準の2時間と1時間違います。"


@given(
    prices=st.lists(st.tuples(st.integers(0, 99_999), st.integers(1, 50)), min_size=1, max_size=5),
    people=st.integers(1, 100),
    days=st.integers(1, 20),
)
def test_what_is_over_the_cap_is_the_clients(prices, people, days):
    rows = [material(price, quantity) for price, quantity in prices]
    net = sum(price * quantity for price, quantity in prices)
    share = materials.client_share(net, Decimal(2000), people * days)
    verdict = told(case(rows=rows, people=people, sessions_wanted=days), "materials")

    assert materials.cost(rows).net == net
    assert share == max(0, net - 2000 * people * days)
    assert (verdict.outcome == NO) == (share > 0)
    assert not verdict.blocks
    if share:
        assert f"上限を超える税抜{share:,}円とその消費税は依頼元の負担になります。" in verdict.text


def test_tax_is_rounded_down_once_for_each_rate():
    total = materials.cost(
        [material(105, 1), material(104, 1), material(333, 1, "8"), material(50, 1, "0")]
    )

    assert (total.net, total.taxes, total.gross) == (
        592,
        (("10％", 209, 20), ("8％（軽減）", 333, 26), ("対象外", 50, 0)),
        638,
    )


def test_a_fraction_of_a_quantity_loses_its_fraction_of_a_yen():
    assert materials.amount(material(999, "0.33")) == 329
    assert materials.per_head(1001, 10) == 101


def test_materials_without_people_are_unknown():
    verdict = told(case(rows=[material(1000)], people=None), "materials")

    assert (verdict.outcome, verdict.blocks) == (UNKNOWN, True)


@pytest.mark.parametrize(
    ("typed", "listed", "outcome", "text"),
    [
        (
            (18, 25),
            (19, 24),
            YES,
            "受講者の年齢は18歳～25歳です（基準は15歳以上・35歳未満）。",
        ),
        (
            (18, 25),
            (17, 25),
            YES,
            "受講者の年齢は17歳～25歳です（基準は15歳以上・35歳未満）。"
            "名簿の年齢は17～25歳で、派遣依頼に入力した年齢と違います。",
        ),
        ((18, 25), (19, 40), NO, None),
        ((None, None), (19, 40), NO, None),
        ((None, None), (19, 30), UNKNOWN, None),
    ],
)
def test_the_ages_of_the_roster_count_too(typed, listed, outcome, text):
    youngest, oldest = typed
    one = replace(case(youngest=youngest, oldest=oldest), roster_ages=listed)
    verdict = told(one, "ages")

    assert verdict.outcome == outcome
    if text:
        assert verdict.text == text
    if outcome == NO:
        assert verdict.text.startswith("受講者の年齢の40歳は、基準の35歳未満に収まりません。")
