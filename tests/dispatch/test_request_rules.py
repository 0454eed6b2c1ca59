"""The check of a request without a database: caps, deadlines, bounds, materials, exceptions."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aomori_skills.base.verdict import Outcome
from aomori_skills.office.choices import OrganizationKind, SourceStatus
from aomori_skills.office.rules import Rulebook
from dispatch.choices import DispatchKind
from dispatch.rules import deadlines, materials
from dispatch.rules.request_case import Excuse, RequestCase
from dispatch.rules.request_checks import findings, in_the_way, verdicts
from dispatch.rules.usage import Usage
from dispatch.rules.year_rows import concerns, limit_of, plain

YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN
FIRST_DAY = date(2025, 9, 10)
FIRM = {"kind": "practical_firm"}


def row(rule, value, unit, applies_to="全て", status=SourceStatus.CONFIRMED, source="岡山"):
    number = None if value is None else Decimal(str(value))
    text = "" if number is None else plain(number)
    return SimpleNamespace(
        rule=rule, value=number, unit=unit, applies_to=applies_to, status=status, source=source,
        value_text=text,
    )  # fmt: skip


RULES = (
    row("年間の指導回数", 20, "回以内", "中小企業・業界団体"),
    row("年間の指導回数", 10, "回以内", "工業高校等の教育訓練機関"),
    row("1回の時間", 1, "時間以上"),
    row("1回の時間", 3, "時間以内", status=SourceStatus.UNCONFIRMED),
    row("受講者の年齢", 15, "歳以上"),
    row("受講者の年齢", 35, "歳未満（技能不足なら以上も可）"),
    row("材料費", 2000, "円／人／日（税抜）"),
    row("申込み期限", 30, "日前（暦日）"),
    row("資本金または従業員数で中小企業", 1, "必須（大企業は派遣経費自己負担）", "中小企業"),
    row("他の補助金等との重複", 0, "不可"),
)
APPEAL = (
    row("1回の時間", 2, "時間", "小中学校等・公共施設・民間施設"),
    row("材料費", 1500, "円／人（税抜）", "小中学校等・公共施設・民間施設"),
    row("支援対象者の年齢", 15, "歳以上", "地域若者サポートステーション"),
    row("支援対象者の年齢", 34, "歳以下", "地域若者サポートステーション"),
)


def material(price, quantity=1, tax="10"):
    return SimpleNamespace(unit_price=price, quantity=Decimal(str(quantity)), tax=tax)


def case(*, rules=RULES, year=2025, wished=(FIRST_DAY,), rows=(), used=None, excuses=(), **told):
    """A case of a small firm that keeps every rule, changed as told."""
    client = told.pop("client", {})
    facts = {
        "kind": "practical_firm",
        "fiscal_year": 2025,
        "received_on": date(2025, 6, 2),
        "sessions_wanted": 4,
        "hours_each": Decimal(2),
        "people": 5,
        "youngest": 18,
        "oldest": 25,
        "photo_consent": "yes",
        "insured": "yes",
        "no_other_subsidy": "yes",
    } | told
    firm = {
        "kind": "company", "industry": "manufacturing", "capital": 10_000_000, "employees": 20,
    } | client  # fmt: skip
    place = SimpleNamespace(**firm, get_kind_display=lambda: OrganizationKind(firm["kind"]).label)
    area = "実技指導" if facts["kind"].startswith("practical") else "魅力発信"
    trade = Trade(date(2020, 4, 1), None)
    return RequestCase(
        request=SimpleNamespace(**facts),
        client=place,
        trade=trade,
        wished=tuple(wished),
        materials=tuple(rows),
        book=Rulebook(area, 2025, year, tuple(rules)),
        skilled=Rulebook("熟練技能者", 2025, 2025, (SKILLED,)),
        used=used or Usage(),
        excuses=tuple(excuses),
    )


SKILLED = row("実務経験年数", 15, "年以上", "認定対象職種以外")


class Trade:
    status = SourceStatus.CONFIRMED

    def __init__(self, first, last):
        self.certifiable_from, self.certifiable_to = first, last

    def __str__(self):
        return "建築大工"


def told(one, item):
    return next(verdict for verdict in verdicts(one) if verdict.rule == item)


def test_a_request_that_keeps_every_rule_meets_all_of_it():
    assert {one.rule: one.outcome for one in verdicts(case())} == {
        name: YES
        for name in (
            "kind", "trade", "deadline", "sessions", "hours", "ages", "materials", "firm_size",
            "subsidy", "photo", "insurance",
        )
    }  # fmt: skip


# Deadline


@given(first=st.dates(date(2000, 1, 1), date(2100, 1, 1)), days=st.integers(0, 400))
def test_the_deadline_lies_that_many_calendar_days_before(first, days):
    by = deadlines.deadline(first, days)

    assert (first - by).days == days
    assert deadlines.days_late(by, by) == 0
    assert deadlines.days_late(by + timedelta(days=1), by) == 1


@given(late=st.integers(-200, 200))
def test_a_request_is_late_from_the_day_after_the_deadline(late):
    by = FIRST_DAY - timedelta(days=30)
    verdict = told(case(received_on=by + timedelta(days=late)), "deadline")

    assert verdict.outcome == (NO if late > 0 else YES)
    assert verdict.blocks == (late > 0)
    if late > 0:
        assert f"期限を{late}日過ぎています。" in verdict.text


@given(st.integers(-100, 100))
def test_what_remains_is_said_in_days(left):
    today = date(2025, 8, 1)
    words = deadlines.remaining(today + timedelta(days=left), today)

    assert words == (f"あと{left}日" if left > 0 else f"{-left}日超過" if left else "今日まで")


def test_the_first_of_the_wished_days_counts():
    one = case(wished=(date(2025, 10, 1), FIRST_DAY, date(2025, 11, 1)))

    assert "期限は令和7年8月11日（月）（最初の希望日の30日前）で" in told(one, "deadline").text


def test_without_a_wished_day_the_deadline_is_unknown():
    verdict = told(case(wished=()), "deadline")

    assert (verdict.outcome, verdict.blocks) == (UNKNOWN, True)


def test_no_rule_counts_back_beyond_the_calendar():
    assert deadlines.deadline(FIRST_DAY, Decimal("999999999999")) == FIRST_DAY - timedelta(3650)


# Caps of the year


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


# Bounds


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


# Materials


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


# The client, the trade, what is declared


def test_a_large_firm_is_told_the_consequence_and_does_not_stop():
    verdict = told(case(client={"capital": 10**9, "employees": 650}), "firm_size")

    assert (verdict.outcome, verdict.blocks) == (NO, False)
    assert "基準には「大企業は派遣経費自己負担」とあります。" in verdict.text
    assert verdict.source == "中小企業基本法第2条第1項、岡山"


def test_a_firm_of_unknown_size_stays_unknown():
    verdict = told(case(client={"industry": ""}), "firm_size")

    assert (verdict.outcome, verdict.blocks) == (UNKNOWN, True)


def test_a_trade_body_is_not_asked_for_its_size():
    body = case(client={"kind": "trade_body", "industry": ""})

    assert [one.rule for one in verdicts(body) if one.rule == "firm_size"] == []


@pytest.mark.parametrize(("answer", "outcome"), [("yes", YES), ("no", NO), ("unknown", UNKNOWN)])
def test_what_the_client_declares(answer, outcome):
    one = case(no_other_subsidy=answer, photo_consent=answer, insured=answer)

    assert {told(one, item).outcome for item in ("subsidy", "photo", "insurance")} == {outcome}
    assert [told(one, item).blocks for item in ("subsidy", "photo", "insurance")] == [
        outcome != YES,
        False,
        False,
    ]


def with_trade(first, last, **told_more):
    one = case(**told_more)
    return RequestCase(**{**vars(one), "trade": Trade(first, last)})


def test_a_trade_that_is_not_certifiable_leads_to_a_skilled_worker():
    verdict = told(with_trade(date(2020, 4, 1), date(2025, 8, 31)), "trade")

    assert (verdict.outcome, verdict.blocks) == (NO, False)
    assert verdict.text == (
        "建築大工は令和7年9月10日の時点で認定対象職種ではありません。"
        "マイスターの代わりに、熟練技能者（実務経験年数15年以上）の派遣を検討してください。"
    )


def test_without_a_day_a_trade_that_changes_within_the_year_is_unknown():
    changing = with_trade(date(2020, 4, 1), date(2025, 8, 31), wished=())
    settled = with_trade(date(2020, 4, 1), None, wished=())

    assert told(changing, "trade").outcome == UNKNOWN
    assert told(settled, "trade").outcome == YES


def test_an_unusual_client_for_the_kind_is_pointed_out():
    assert told(case(client={"kind": "compulsory_school"}), "kind").outcome == NO
    assert told(case(client={"kind": "other"}), "kind").outcome == UNKNOWN


# The version of the rules


def test_a_year_without_any_rules_says_so():
    one = case(rules=(), year=None)

    assert told(one, "rules").outcome == UNKNOWN
    assert told(one, "rules").text == (
        "令和7年度の実技指導の基準が登録されていません。「年度の基準」で登録してください。"
    )
    assert {verdict.rule for verdict in verdicts(one)} == {
        "kind", "trade", "rules", "photo", "insurance",
    }  # fmt: skip


def test_a_rule_that_the_version_lacks_is_unknown():
    verdict = told(case(rules=RULES[2:]), "sessions")

    assert verdict.outcome == UNKNOWN
    assert "令和7年度の実技指導の基準に「年間の指導回数」が登録されていません。" in verdict.text


def test_a_value_that_nobody_has_set_is_unknown():
    unset = row("申込み期限", None, "日前（暦日）", status=SourceStatus.UNSET)
    verdict = told(case(rules=(*RULES[:7], unset, *RULES[8:])), "deadline")

    assert (verdict.outcome, verdict.blocks, verdict.confirmed) == (UNKNOWN, True, False)
    assert verdict.text == ("「申込み期限」の基準値が未定です。「年度の基準」で設定してください。")


@pytest.mark.parametrize(
    ("applies_to", "kind", "client", "does"),
    [
        ("全て", "practical_firm", "company", True),
        ("中小企業・業界団体", "practical_firm", "trade_body", True),
        ("中小企業", "practical_firm", "company", True),
        ("中小企業", "practical_firm", "trade_body", False),
        ("中小企業", "practical_school", "technical_high", False),
        ("公共施設", "appeal_facility", "private_facility", False),
        ("小中学校等・公共施設・民間施設", "appeal_facility", "other", True),
        ("地域若者サポートステーション", "appeal_school", "compulsory_school", False),
    ],
)
def test_whom_a_row_concerns(applies_to, kind, client, does):
    assert concerns(row("x", 1, "回以内", applies_to), kind, client) is does


@given(st.sampled_from(DispatchKind.values), st.sampled_from(OrganizationKind.values))
def test_every_kind_of_client_gets_an_answer_to_every_rule(kind, client):
    rules = RULES if kind.startswith("practical") else APPEAL

    found = findings(case(kind=kind, client={"kind": client}, rules=rules))

    assert len({one.verdict.rule for one in found}) == len(found) >= 5
    assert all(one.verdict.text.endswith("。") for one in found)
