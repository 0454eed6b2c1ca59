"""What a request is checked for besides the year's rules: kind, trade, photographs, insurance."""

from datetime import date

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.base.verdict import Outcome, Verdict
from aomori_skills.office.choices import OrganizationKind as O
from aomori_skills.office.choices import SourceStatus
from dispatch.choices import DispatchKind as K
from dispatch.rules.check_items import RequestItem as Item
from dispatch.rules.request_case import Finding, RequestCase
from meisters.choices import Answer

YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN
HIGH_SCHOOLS = (O.TECHNICAL_HIGH, O.AGRICULTURAL_HIGH, O.OTHER_HIGH)
CLIENTS = {
    K.PRACTICAL_FIRM: (O.COMPANY, O.TRADE_BODY, O.ECONOMIC_BODY),
    K.PRACTICAL_SCHOOL: (*HIGH_SCHOOLS, O.TRAINING_FACILITY, O.VOCATIONAL_SCHOOL),
    K.APPEAL_STATION: (O.SUPPORT_STATION,),
    K.APPEAL_SCHOOL: (O.COMPULSORY_SCHOOL, *HIGH_SCHOOLS),
    K.APPEAL_FACILITY: (O.PUBLIC_FACILITY, O.PUBLIC_OFFICE, O.PRIVATE_FACILITY),
}
"""Who usually asks for which kind of dispatch."""

PLAN = "推進計画 2（3）"
FORM, ROSTER = "派遣依頼書", "受講者名簿"
UNASKED = Answer.UNKNOWN
SKILLED = "認定対象職種以外"


def kind(case: RequestCase) -> Finding:
    """派遣の区分: as the client is; another one is pointed out."""
    chosen, client = K(case.request.kind), O(case.client.kind)
    words = f"派遣の区分は「{chosen.label}」で、依頼元の種別は「{client.label}」です。"
    if client in CLIENTS[chosen]:
        return _soft(Item.KIND, YES, words, PLAN)
    if client == O.OTHER:
        text = f"{words}この区分の対象になるかを確認してください。"
        return _soft(Item.KIND, UNKNOWN, text, PLAN)
    return _soft(Item.KIND, NO, f"{words}どちらかが誤っていないか確認してください。", PLAN)


def trade(case: RequestCase) -> Finding:
    """対象職種: certifiable on the day; otherwise the way leads over a 熟練技能者.

    Of several trades the one that can't be told, or else the one that isn't, decides.
    """
    items = (case.trade, *case.further_trades)
    told = [_of_trade(case, item) for item in items]
    outcome = next(one for one in (UNKNOWN, NO, YES) if one in [found for found, _ in told])
    verdict = Verdict(
        *Item.TRADE.named,
        outcome,
        "".join(text for _, text in told),
        "認定対象職種一覧",
        hard=outcome == UNKNOWN,
        confirmed=all(item.status == SourceStatus.CONFIRMED for item in items),
    )
    return Finding(verdict)


def _of_trade(case: RequestCase, item) -> tuple[Outcome, str]:
    day = case.first_day
    first, last = fiscal_year.days(case.request.fiscal_year)
    answers = [certifiable(item, one) for one in ((day,) if day else (first, last))]
    when = wareki.format_date(day) if day else fiscal_year.label(case.request.fiscal_year)
    if all(answers):
        text, outcome = f"{item}は{when}の時点で認定対象職種です。", YES
    elif any(answers):
        text = f"{item}は{when}の途中で認定対象が変わります。希望日を入力すると判定できます。"
        outcome = UNKNOWN
    else:
        text = f"{item}は{when}の時点で認定対象職種ではありません。{_skilled_route(case)}"
        outcome = NO
    return outcome, text


def photo(case: RequestCase) -> Finding:
    """写真の同意: without it nothing is taken or published."""
    texts = {
        Answer.YES: (YES, "写真の撮影・公表に同意があります。"),
        Answer.NO: (NO, "写真の撮影・公表に同意がないため、当日の撮影と公表はしません。"),
        UNASKED: (UNKNOWN, "写真の撮影・公表の同意を確認してください。"),
    }
    answer, roster = Answer(case.request.photo_consent), case.roster
    if answer == UNASKED and roster.has_answers:
        told = f"受講者名簿の{roster.size}人全員に確認しました（同意{roster.yes}人"
        return _soft(Item.PHOTO, YES, f"{told}、同意しない{roster.no}人）。", ROSTER)
    return _soft(Item.PHOTO, *texts[answer], FORM)


def insurance(case: RequestCase) -> Finding:
    """受講者の保険: asked for before the day."""
    texts = {
        Answer.YES: (YES, "受講者は保険に加入しています。"),
        Answer.NO: (NO, "受講者が保険に加入していません。実施日までの加入を依頼してください。"),
        Answer.UNKNOWN: (UNKNOWN, "受講者の保険の加入を確認してください。"),
    }
    return _soft(Item.INSURANCE, *texts[Answer(case.request.insured)], FORM)


def certifiable(item, day: date) -> bool:
    """Whether a person may be certified in the trade on ``day``."""
    after_start = item.certifiable_from is None or item.certifiable_from <= day
    return after_start and (item.certifiable_to is None or day <= item.certifiable_to)


def _skilled_route(case: RequestCase) -> str:
    """Which ways are open to a 熟練技能者 of this trade, by the rules of the year."""
    ways = [
        f"{row.rule}{row.value_text}{row.unit}"
        for row in case.skilled.rows
        if row.applies_to.startswith(SKILLED) and row.value is not None
    ]
    needs = f"（{'、または'.join(ways)}）" if ways else ""
    return f"マイスターの代わりに、熟練技能者{needs}の派遣を検討してください。"


def _soft(item: Item, outcome: Outcome, text: str, source: str) -> Finding:
    return Finding(Verdict(*item.named, outcome, text, source, hard=False))
