"""The year's rules asked one by one: deadline, yearly caps, hours, ages, materials, firm, subsidy.

Source: rows of ``YearRule`` of the area of the kind, in the version that judges the year.
"""

from collections.abc import Callable
from dataclasses import replace

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.base.verdict import Outcome
from aomori_skills.office.choices import OrganizationKind
from aomori_skills.office.rules import SME_SOURCE, small_and_medium
from dispatch.choices import DispatchKind as K
from dispatch.rules import deadlines, materials
from dispatch.rules.answers import answer, bounded, unset
from dispatch.rules.check_items import RequestItem as Item
from dispatch.rules.request_case import Finding, RequestCase
from dispatch.rules.usage import MEASURES, Meter
from dispatch.rules.year_rows import Bound, leeway, limit_of, plain
from meisters.choices import Answer

YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN
HOURS, AGES, MATERIALS = ("1回の時間",), ("受講者の年齢", "支援対象者の年齢"), ("材料費",)
FIRM_SIZE, SUBSIDY = ("資本金または従業員数で中小企業",), ("他の補助金等との重複",)
PRACTICAL = {Item.DEADLINE, Item.SESSIONS, Item.HOURS, Item.AGES, Item.MATERIALS, Item.SUBSIDY}
EXPECTED = {
    K.PRACTICAL_FIRM: PRACTICAL,
    K.PRACTICAL_SCHOOL: PRACTICAL,
    K.APPEAL_STATION: {Item.AGES},
    K.APPEAL_SCHOOL: {Item.HOURS, Item.MATERIALS},
    K.APPEAL_FACILITY: {Item.HOURS, Item.MATERIALS},
}
"""What the rules have to say for each kind; a version without it can't tell."""


def judged(case: RequestCase) -> list[Finding]:
    """The findings by the rules that the version has, and 「？」 for those that it lacks."""
    found = []
    for item, rules, judge in _JUDGES:
        rows = case.rows(*rules)
        if any(row.value is None for row in rows):
            found.append(unset(item, rows))
        elif rows:
            found.append(judge(case, rows))
        elif item in EXPECTED[K(case.request.kind)]:
            year = fiscal_year.label(case.book.year)
            text = (
                f"{year}の{case.book.area}の基準に「{rules[0]}」が登録されていません。"
                "「年度の基準」で登録してください。"
            )
            found.append(answer(item, (), UNKNOWN, text))
    return found


def deadline(case: RequestCase, rows) -> Finding:
    """申込みの期限: the request came in so many calendar days before the first wished day."""
    days = max(row.value for row in rows)
    if case.first_day is None:
        text = f"希望日が未入力のため判定できません（基準は{plain(days)}日前まで）。"
        return answer(Item.DEADLINE, rows, UNKNOWN, text)
    by = deadlines.deadline(case.first_day, days)
    late = deadlines.days_late(case.request.received_on, by)
    words = f"期限は{wareki.format_day(by)}（最初の希望日の{plain(days)}日前）で、"
    if late > 0:
        return answer(
            Item.DEADLINE, rows, NO, f"{words}受付日は期限を{late}日過ぎています。", excess=late
        )
    before = f"期限の{-late}日前" if late else "期限の当日"
    return answer(Item.DEADLINE, rows, YES, f"{words}受付日は{before}です。")


def yearly(meter: Meter, rows) -> Finding:
    """A cap of the client's year: what is known may be over it already; else nobody can tell."""
    measure, unit = meter.measure, meter.measure.unit
    item = measure.item
    total = (
        f"ほかの依頼{plain(meter.used)}{unit}とこの依頼{plain(meter.own)}{unit}で"
        f"計{plain(meter.total)}{unit}"
    )
    if meter.cap is None:
        text = f"年間の上限が登録されていません（{total}）。「年度の基準」で登録してください。"
        return answer(item, rows, UNKNOWN, text)
    cap = plain(meter.cap)
    if meter.over:
        text = f"{total}になり、年間の上限{cap}{unit}を{plain(meter.over)}{unit}超えます。"
        return answer(item, rows, NO, text, excess=meter.over)
    if meter.unknown:
        text = f"未入力の依頼が{meter.unknown}件あるため判定できません（分かる分は{total}）。"
        return answer(item, rows, UNKNOWN, text)
    text = f"{total}です（年間の上限{cap}{unit}、残り{plain(meter.left)}{unit}）。"
    return answer(item, rows, YES, text)


def hours(case: RequestCase, rows) -> Finding:
    """1回の時間: within the bounds, or as the standard is."""
    limits = [limit_of(row) for row in rows]
    return bounded(Item.HOURS, [(limit, case.request.hours_each) for limit in limits], "1回")


def ages(case: RequestCase, rows) -> Finding:
    """受講者の年齢: the youngest for 「以上」, the oldest for all else, also of the roster."""
    asked = [(limit, _age(case, limit)) for limit in map(limit_of, rows)]
    found = bounded(Item.AGES, asked, "受講者の年齢")
    if not (words := _roster_beyond(case)):
        return found
    return replace(found, verdict=replace(found.verdict, text=f"{found.verdict.text}{words}"))


def _age(case: RequestCase, limit) -> int | None:
    """As the request tells, or beyond it as the roster does; some ages alone keep no bound."""
    least = limit.bound == Bound.LEAST
    told = case.request.youngest if least else case.request.oldest
    if case.roster_ages is None:
        return told
    listed = case.roster_ages[0 if least else 1]
    if told is None:
        return listed if limit.excess(listed) > 0 else None
    return min(told, listed) if least else max(told, listed)


def _roster_beyond(case: RequestCase) -> str:
    """Where the roster has somebody younger or older than the request tells."""
    if case.roster_ages is None:
        return ""
    (low, high), request = case.roster_ages, case.request
    younger = request.youngest is not None and low < request.youngest
    older = request.oldest is not None and high > request.oldest
    if not (younger or older):
        return ""
    return f"名簿の年齢は{low}～{high}歳で、派遣依頼に入力した年齢と違います。"


def material_cost(case: RequestCase, rows) -> Finding:
    """材料費: within the cap for each head (and day); what is over it the client bears."""
    net = materials.cost(case.materials).net
    row = min(rows, key=lambda one: one.value)
    if not net:
        return answer(Item.MATERIALS, [row], YES, "材料費の記載はありません。")
    if not case.request.people:
        text = f"受講者数が未入力のため、1人当たりを計算できません（税抜{net:,}円）。"
        return answer(Item.MATERIALS, [row], UNKNOWN, text)
    heads = case.request.people * days_of(case.request, row)
    each = materials.per_head(net, heads)
    share = materials.client_share(net, row.value, heads)
    words = f"税抜{net:,}円（1人{_a_day(row)}当たり{each:,}円、基準は{row.value_text}円以内）"
    if not share:
        return answer(Item.MATERIALS, [row], YES, f"{words}です。")
    text = f"{words}で、上限を超える税抜{share:,}円とその消費税は依頼元の負担になります。"
    return answer(Item.MATERIALS, [row], NO, text, excess=share, hard=False)


def days_of(request, row) -> int:
    """On how many days the cap counts anew: every session if the unit says 「／日」."""
    return request.sessions_wanted if "日" in row.unit.partition("（")[0] else 1


def firm_size(case: RequestCase, rows) -> Finding:
    """中小企業: asked of firms only, by the Act; what follows stands in the rule's own words."""
    if case.client.kind != OrganizationKind.COMPANY:
        text = f"依頼元が{case.client.get_kind_display()}のため、企業の規模は問いません。"
        return answer(Item.FIRM_SIZE, rows, YES, text)
    told = small_and_medium(case.client)
    text = told.text
    if told.outcome == NO:
        text = f"{text}{''.join(map(leeway, rows))}"
    elif told.outcome == UNKNOWN:
        text = f"{text}企業・団体の画面で入力してください。"
    found = answer(Item.FIRM_SIZE, rows, told.outcome, text)
    sources = f"{SME_SOURCE}、{found.verdict.source}"
    return answer(Item.FIRM_SIZE, rows, told.outcome, text, source=sources)


def subsidy(case: RequestCase, rows) -> Finding:
    """他の補助金等: the client declares that it gets none for this."""
    texts = {
        Answer.YES: (YES, "他の補助金等を受けていないことを確認しました。"),
        Answer.NO: (NO, "他の補助金等を受けているため、重複して派遣できません。"),
        Answer.UNKNOWN: (UNKNOWN, "他の補助金等を受けていないかを確認してください。"),
    }
    return answer(Item.SUBSIDY, rows, *texts[Answer(case.request.no_other_subsidy)])


def _a_day(row) -> str:
    return "1日" if "日" in row.unit.partition("（")[0] else ""


def _yearly_judge(place: int) -> Callable:
    return lambda case, rows: yearly(case.meters()[place], rows)


_JUDGES = (
    (Item.DEADLINE, (deadlines.RULE,), deadline),
    *(
        (measure.item, (measure.rule,), _yearly_judge(place))
        for place, measure in enumerate(MEASURES)
        if measure.rule
    ),
    (Item.HOURS, HOURS, hours),
    (Item.AGES, AGES, ages),
    (Item.MATERIALS, MATERIALS, material_cost),
    (Item.FIRM_SIZE, FIRM_SIZE, firm_size),
    (Item.SUBSIDY, SUBSIDY, subsidy),
)
"""Item, names of its rows, judge; in the order of the check."""
