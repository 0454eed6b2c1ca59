"""Who may be sent as 熟練技能者: the rules of the year, without a database."""

from types import SimpleNamespace

import pytest

from aomori_skills.base.verdict import Outcome
from aomori_skills.office.rules import Rulebook
from dispatch.rules.skilled import TradeCase, eligibility
from tests.dispatch.request_cases import row

YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN
RULES = (
    row("技能検定", 1, "特級・1級・単一等級", "認定対象職種で県内に登録者がいない"),
    row("実務経験年数", 15, "年以上", "認定対象職種以外"),
    row("全国大会等の成績", 3, "位以内", "認定対象職種以外（15年未満）"),
)


def worker(ground="practice", years=None, place=None):
    return SimpleNamespace(ground=ground, practice_years=years, place_won=place)


def told(one, *, certifiable=False, registered=0, rules=RULES, year=2025):
    book = Rulebook("熟練技能者", 2025, year, tuple(rules))
    found = eligibility(one, TradeCase("建築大工", certifiable, registered, book))
    return found.outcome, found.text


@pytest.mark.parametrize(
    ("one", "outcome", "text"),
    [
        (worker(years=15), YES, "実務経験15年（15年以上）です。"),
        (
            worker(years=14),
            NO,
            "実務経験14年で、15年以上に足りません。全国大会等の成績（3位以内）は記載なしです。",
        ),
        (worker(years=5, place=3), YES, "全国大会等で3位（3位以内）です。"),
        (
            worker(years=5, place=4),
            NO,
            "実務経験5年で、15年以上に足りません。全国大会等の成績（3位以内）は4位です。",
        ),
        (worker(), UNKNOWN, "実務経験の年数が未入力のため判定できません。"),
    ],
)
def test_in_other_trades_years_or_a_place_count(one, outcome, text):
    assert told(one) == (outcome, text)


@pytest.mark.parametrize(
    ("ground", "registered", "outcome", "text"),
    [
        ("trade_test", 0, YES, "建築大工に登録されたマイスターがなく、特級・1級・単一等級です。"),
        (
            "practice",
            0,
            NO,
            "建築大工は認定対象職種のため、特級・1級・単一等級であることが必要です。"
            "登録の根拠は「実務経験」です。",
        ),
        (
            "trade_test",
            2,
            NO,
            "建築大工には登録されたマイスターが2人いるため、基準では熟練技能者の対象になりません。",
        ),
    ],
)
def test_in_certified_trades_a_test_counts_where_nobody_is_registered(
    ground, registered, outcome, text
):
    one = worker(ground, years=30)

    assert told(one, certifiable=True, registered=registered) == (outcome, text)


def test_a_rule_that_nobody_has_set_is_unknown():
    unset = (row("実務経験年数", None, "年以上", "認定対象職種以外"),)

    assert told(worker(years=30), rules=unset) == (
        UNKNOWN,
        "実務経験年数の基準が未設定のため判定できません。",
    )
    assert told(worker(years=30), rules=(), year=None)[0] == UNKNOWN
