"""熟練技能者: whether one may be sent in a trade, by the year's rules on them."""

from dataclasses import dataclass
from decimal import Decimal

from aomori_skills.base.verdict import Outcome, Verdict
from aomori_skills.office.rules import Rulebook, is_confirmed
from dispatch.choices import Ground
from meisters.choices import MeisterState

AREA = "熟練技能者"
NO_MEISTER, OTHER_TRADES, SHORTER = (
    "認定対象職種で県内に登録者がいない",
    "認定対象職種以外",
    "認定対象職種以外（15年未満）",
)
TEST, PRACTICE, CONTEST = "技能検定", "実務経験年数", "全国大会等の成績"
REGISTERED = (MeisterState.ACTIVE, MeisterState.PAUSED)
"""Meisters in these states are on the register of the prefecture."""
YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN


@dataclass(frozen=True)
class TradeCase:
    """The trade on the day, and how many registered meisters the prefecture has in it."""

    trade: str
    certifiable: bool
    registered: int
    book: Rulebook


def eligibility(worker, case: TradeCase) -> Verdict:
    """○, × or ？ with the sentence that says by which rule."""
    if case.book.year is None:
        return _verdict(UNKNOWN, case.book.notice)
    if case.certifiable:
        return _in_certified_trade(worker, case)
    return _in_other_trade(worker, case)


def _in_certified_trade(worker, case: TradeCase) -> Verdict:
    row = case.book.find(TEST, NO_MEISTER)
    if case.registered:
        text = (
            f"{case.trade}には登録されたマイスターが{case.registered}人いるため、"
            "基準では熟練技能者の対象になりません。"
        )
        return _verdict(NO, text, row)
    if row is None or row.value is None:
        return _verdict(UNKNOWN, "技能検定の基準が未設定のため判定できません。")
    if worker.ground == Ground.TRADE_TEST:
        return _verdict(YES, f"{case.trade}に登録されたマイスターがなく、{row.unit}です。", row)
    text = (
        f"{case.trade}は認定対象職種のため、{row.unit}であることが必要です。"
        f"登録の根拠は「{Ground(worker.ground).label}」です。"
    )
    return _verdict(NO, text, row)


def _in_other_trade(worker, case: TradeCase) -> Verdict:
    """Years of practice, or a place at a national contest where there are fewer."""
    row, contest = case.book.find(PRACTICE, OTHER_TRADES), case.book.find(CONTEST, SHORTER)
    limit = contest.value if contest else None
    if worker.place_won and limit is not None and worker.place_won <= limit:
        text = f"全国大会等で{worker.place_won}位（{contest.value_text}位以内）です。"
        return _verdict(YES, text, contest)
    if row is None or row.value is None:
        return _verdict(UNKNOWN, "実務経験年数の基準が未設定のため判定できません。")
    years = worker.practice_years
    if years is None:
        return _verdict(UNKNOWN, "実務経験の年数が未入力のため判定できません。", row)
    need = f"{row.value_text}{row.unit}"
    if Decimal(years) >= row.value:
        return _verdict(YES, f"実務経験{years}年（{need}）です。", row)
    return _verdict(NO, f"実務経験{years}年で、{need}に足りません。{_place(worker, contest)}", row)


def _place(worker, contest) -> str:
    """Why the contest does not help either."""
    if contest is None or contest.value is None:
        return "全国大会等の成績の基準は未設定です。"
    won = f"{worker.place_won}位" if worker.place_won else "記載なし"
    return f"全国大会等の成績（{contest.value_text}位以内）は{won}です。"


def _verdict(outcome: Outcome, text: str, row=None) -> Verdict:
    return Verdict(
        "skilled",
        "熟練技能者の資格",
        outcome,
        text,
        row.source if row else "",
        confirmed=is_confirmed(row) if row else True,
    )
