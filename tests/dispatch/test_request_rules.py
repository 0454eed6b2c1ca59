"""The check of a request without a database: deadline, client, trade, declarations, versions."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aomori_skills.base.verdict import Outcome
from aomori_skills.office.choices import OrganizationKind, SourceStatus
from dispatch.choices import DispatchKind
from dispatch.rules import deadlines
from dispatch.rules.readiness import Roster
from dispatch.rules.request_case import RequestCase
from dispatch.rules.request_checks import findings, verdicts
from dispatch.rules.year_rows import concerns
from tests.dispatch.request_cases import APPEAL, FIRST_DAY, RULES, Trade, case, row, told

YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN


def test_a_request_that_keeps_every_rule_meets_all_of_it():
    assert {one.rule: one.outcome for one in verdicts(case())} == {
        name: YES
        for name in (
            "kind", "trade", "deadline", "sessions", "hours", "ages", "materials", "firm_size",
            "subsidy", "photo", "insurance",
        )
    }  # fmt: skip


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


@pytest.mark.parametrize(
    ("answer", "roster", "outcome"),
    [
        ("unknown", Roster(yes=66, no=2), YES),
        ("unknown", Roster(yes=66, unknown=2), UNKNOWN),
        ("no", Roster(yes=68), NO),
    ],
)
def test_a_roster_with_all_answers_answers_for_the_client(answer, roster, outcome):
    one = RequestCase(**{**vars(case(photo_consent=answer)), "roster": roster})

    verdict = told(one, "photo")

    assert verdict.outcome == outcome
    assert (verdict.text == "受講者名簿の68人全員に確認しました（同意66人、同意しない2人）。") == (
        outcome == YES
    )


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
