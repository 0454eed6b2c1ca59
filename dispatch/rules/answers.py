"""From the rows of the year's rules to a verdict with their source and status."""

from collections.abc import Sequence
from decimal import Decimal

from aomori_skills.base.verdict import Outcome, Verdict
from aomori_skills.office.rules import is_confirmed
from dispatch.rules.check_items import RequestItem as Item
from dispatch.rules.request_case import Finding
from dispatch.rules.year_rows import Bound, Limit, is_lenient, leeway, plain


def answer(
    item: Item,
    rows: Sequence,
    outcome: Outcome,
    text: str,
    *,
    excess: Decimal | int | None = None,
    hard: bool | None = None,
    source: str = "",
) -> Finding:
    """A verdict by ``rows``: hard unless all of them are a 目安, and until it is known."""
    if hard is None:
        lenient = bool(rows) and all(is_lenient(row) for row in rows)
        hard = outcome != Outcome.NO or not lenient
    sources = source or "、".join(dict.fromkeys(row.source for row in rows if row.source))
    confirmed = all(is_confirmed(row) for row in rows)
    verdict = Verdict(*item.named, outcome, text, sources, hard=hard, confirmed=confirmed)
    return Finding(verdict, None if excess is None else Decimal(excess))


def unset(item: Item, rows: Sequence) -> Finding:
    """The office has not set the value yet: nobody can tell."""
    name = next(row.rule for row in rows if row.value is None)
    text = f"「{name}」の基準値が未定です。「年度の基準」で設定してください。"
    return answer(item, rows, Outcome.UNKNOWN, text)


def bounded(item: Item, asked: Sequence[tuple[Limit, Decimal | None]], what: str) -> Finding:
    """One verdict on numbers and their bounds; a breach is one even while others are unknown."""
    rows = [limit.row for limit, _ in asked]
    broken = [
        (limit, Decimal(number), limit.excess(number))
        for limit, number in asked
        if number is not None and limit.excess(number) > 0
    ]
    if broken:
        hard = [breach for breach in broken if not is_lenient(breach[0].row)]
        text = "".join(_breach(what, *breach) for breach in broken)
        excess = max(amount for _, _, amount in hard or broken)
        return answer(item, rows, Outcome.NO, text, excess=excess, hard=bool(hard))
    standards = "・".join(limit.words for limit, _ in asked)
    if any(number is None for _, number in asked):
        text = f"{item.label}が未入力のため判定できません（基準は{standards}）。"
        return answer(item, rows, Outcome.UNKNOWN, text)
    values = dict.fromkeys(f"{plain(number)}{limit.word}" for limit, number in asked)
    text = f"{what}は{'～'.join(values)}です（基準は{standards}）。"
    return answer(item, rows, Outcome.YES, text, hard=True)


def _breach(what: str, limit: Limit, number: Decimal, amount: Decimal) -> str:
    value = f"{limit.row.value_text}{limit.word}"
    given, amount = f"{plain(number)}{limit.word}", f"{plain(amount)}{limit.word}"
    if limit.bound == Bound.LEAST:
        return f"{what}の{given}は、基準の{value}以上に{amount}足りません。"
    if limit.bound == Bound.BELOW:
        return f"{what}の{given}は、基準の{value}未満に収まりません。{leeway(limit.row)}"
    if limit.bound == Bound.STANDARD:
        return f"{what}の{given}は、標準の{value}と{amount}違います。"
    return f"{what}の{given}は、上限の{value}を{amount}超えます。{leeway(limit.row)}"
