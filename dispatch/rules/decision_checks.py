"""決定の前の確認: what a plan lacks before it goes to the manager, and what to look at."""

from dataclasses import dataclass

from django.db.models import TextChoices

from aomori_skills.base.verdict import Outcome, Verdict
from dispatch.choices import AssignmentState
from dispatch.rules.budget import BudgetLine
from dispatch.rules.occasions import occasions
from dispatch.rules.person_keys import kind_of
from dispatch.rules.plan_totals import PlanTotals, has_lead, standing
from dispatch.rules.request_checks import in_the_way
from dispatch.rules.usage import Meter
from dispatch.rules.year_rows import plain
from meisters.rules.courses import course_verdict

YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN


class DecisionItem(TextChoices):
    """項目 of the check before a decision, in its order."""

    SESSIONS = "sessions", "指導日"
    LEADS = "leads", "主たる指導者"
    PLAN = "plan", "実技指導計画書"
    RULES = "rules", "年度の基準"
    VOLUME = "volume", "計画の回数・時間"
    TENTATIVE = "tentative", "仮の従事者"
    COURSES = "courses", "指導技法等講習"
    QUESTIONS = "questions", "未確認の項目"
    ROSTER = "roster", "受講者名簿"
    CONSENTS = "consents", "派遣承諾書"
    ATTENDANTS = "attendants", "立会職員"
    BUDGET = "budget", "予算"


@dataclass(frozen=True)
class DecisionCase:
    """Everything that is asked before a decision.

    ``sessions`` are the standing ones with their people, ``without_consent`` tells of how many
    instructors the 派遣承諾書 has not arrived. Without ``budget`` that is not asked. ``before`` is
    the version decided last.
    """

    request: object
    sessions: tuple
    totals: PlanTotals
    plan: object | None
    trainees: int
    without_consent: tuple[str, ...]
    verdicts: tuple[Verdict, ...]
    meters: tuple[Meter, ...]
    budget: tuple[BudgetLine, ...]
    before: object | None = None

    @property
    def over_budget(self) -> list[BudgetLine]:
        return [line for line in self.budget if line.over]


def decision_checks(case: DecisionCase) -> list[Verdict]:
    """The answers in the order of the items."""
    asked = _JUDGES if case.budget else _JUDGES[:-1]
    return [judge(case) for judge in asked]


def sessions(case: DecisionCase) -> Verdict:
    if not case.sessions:
        return _hard(
            DecisionItem.SESSIONS, NO, "指導日がありません。「指導日」で登録してください。"
        )
    text = f"{case.totals.sessions_words}、計{case.totals.hours_words}です。"
    asked = {case.request.trade_id, *(row.trade_id for row in case.request.further_trades.all())}
    others = [f"{one} {one.trade}" for one in case.sessions if one.trade_id not in asked]
    if others:
        told = f"{_some(others)}の職種が派遣依頼にありません。指導日か派遣依頼を直してください。"
        return _soft(DecisionItem.SESSIONS, NO, f"{text}{told}")
    return _hard(DecisionItem.SESSIONS, YES, text)


def leads(case: DecisionCase) -> Verdict:
    item = DecisionItem.LEADS
    if not case.sessions:
        return _hard(item, NO, "指導日がないため、確定した指導者がいません。")
    missing = [str(one) for one in case.sessions if not has_lead(one)]
    if missing:
        text = f"{_some(missing)}の主たる指導者が確定していません。"
        return _hard(item, NO, text)
    return _hard(item, YES, "すべての指導日で、主たる指導者が確定しています。")


def plan(case: DecisionCase) -> Verdict:
    item = DecisionItem.PLAN
    if case.plan is None:
        return _hard(item, NO, "まだ作っていません。「計画」で作成してください。")
    if not case.plan.aim.strip():
        return _hard(item, NO, "指導の目標が未入力です。「計画」で入力してください。")
    return _hard(item, YES, "作成してあります。")


def rules(case: DecisionCase) -> Verdict:
    item = DecisionItem.RULES
    broken = in_the_way(case.verdicts)
    if broken:
        titles = "、".join(verdict.title for verdict in broken)
        text = f"{titles}が基準を満たしません。内容を直すか、承認者に例外を認めてもらってください。"
        return _hard(item, NO, text)
    excused = [verdict.title for verdict in case.verdicts if verdict.overridden_by]
    soft = [
        verdict.title
        for verdict in case.verdicts
        if verdict.outcome == NO and not verdict.overridden_by
    ]
    if soft:
        text = f"{'、'.join(soft)}が目安を満たしません。決定はできますが、理由を確認してください。"
        return _soft(item, NO, text)
    if excused:
        return _hard(item, YES, f"{'、'.join(excused)}は、承認者が例外を認めています。")
    return _hard(item, YES, "満たさない基準はありません。")


def volume(case: DecisionCase) -> Verdict:
    """The caps were counted by what was asked for: a plan that takes more has to be asked for."""
    item = DecisionItem.VOLUME
    planned = {"sessions": case.totals.sessions, "hours": case.totals.hours}
    more, other, open_ones = [], [], []
    for meter in case.meters:
        number = planned.get(meter.measure.name)
        if number is None or number == meter.own:
            continue
        unit = meter.measure.unit
        if meter.own_unknown:
            open_ones.append(
                f"計画は{plain(number)}{unit}、依頼は{meter.measure.label}が未入力です。"
            )
            continue
        words = f"計画は{plain(number)}{unit}、依頼は{plain(meter.own)}{unit}です。"
        other.append(words)
        total = meter.used + number
        if meter.cap is not None and number > meter.own and total > meter.cap:
            over = plain(total - meter.cap)
            more.append(f"{words}計画どおりだと年間の上限を{over}{unit}超えます。")
    if more:
        return _hard(item, NO, f"{''.join(more)}依頼の内容を計画に合わせてください。")
    if other:
        text = f"{''.join([*other, *open_ones])}違いに理由があるかを確認してください。"
        return _soft(item, NO, text)
    if open_ones:
        return _soft(item, UNKNOWN, "".join(open_ones))
    return _soft(item, YES, "依頼のとおりです。")


def tentative(case: DecisionCase) -> Verdict:
    item = DecisionItem.TENTATIVE
    found = [
        f"{session} {one}"
        for session in case.sessions
        for one in standing(session)
        if one.state == AssignmentState.TENTATIVE
    ]
    if found:
        text = f"{_some(found)}が仮のままです。仮の人には決定を通知しません。"
        return _soft(item, UNKNOWN, text)
    return _soft(item, YES, "仮のままの人はいません。")


def courses(case: DecisionCase) -> Verdict:
    """A dispatch before the required course is said, not stopped."""
    item = DecisionItem.COURSES
    people = {one.person for session in case.sessions for one in standing(session)}
    meisters = sorted((one for one in people if kind_of(one) == "meister"), key=lambda one: one.pk)
    found = [(one, course_verdict(one.licence, one.course_completed_on)) for one in meisters]
    open_ones = [(one, verdict) for one, verdict in found if verdict.outcome != YES]
    if not open_ones:
        return _soft(item, YES, "必要な人は、すべて修了しています。")
    told = "、".join(f"{one.name}さん：{verdict.text}" for one, verdict in open_ones)
    missing = any(verdict.outcome == NO for _, verdict in open_ones)
    text = f"{told}。派遣はできますが、指導技法等講習の受講の予定を確認してください。"
    return _soft(item, NO if missing else UNKNOWN, text)


def questions(case: DecisionCase) -> Verdict:
    item = DecisionItem.QUESTIONS
    found = [
        verdict.title
        for verdict in case.verdicts
        if verdict.outcome == UNKNOWN and not verdict.overridden_by
    ]
    if found:
        return _soft(item, UNKNOWN, f"{'、'.join(found)}が未確認です。")
    return _soft(item, YES, "未確認の項目はありません。")


def roster(case: DecisionCase) -> Verdict:
    item, people = DecisionItem.ROSTER, case.request.people
    if not case.trainees:
        return _soft(item, UNKNOWN, "まだ登録されていません。")
    if people is None:
        return _soft(item, UNKNOWN, f"名簿は{case.trainees}人です（依頼の受講者数は未入力）。")
    if people != case.trainees:
        return _soft(item, NO, f"名簿は{case.trainees}人、依頼の受講者数は{people}人です。")
    if days := _other_numbers(case):
        told = f"名簿と依頼は{people}人ですが、{_some(days)}の受講予定人数が違います。"
        return _soft(item, NO, f"{told}違いに理由があるかを確認してください。")
    return _soft(item, YES, f"受講者数と同じ{people}人です。")


def _other_numbers(case: DecisionCase) -> list[str]:
    """回 whose rooms take another number than the request; of several trades nobody can tell."""
    if case.request.further_trades.all():
        return []
    numbers = [(rows[0], [one.people for one in rows]) for rows in occasions(case.sessions)]
    return [
        str(first)
        for first, people in numbers
        if None not in people and sum(people) != case.request.people
    ]


def consents(case: DecisionCase) -> Verdict:
    item = DecisionItem.CONSENTS
    if case.without_consent:
        names = _some(f"{name}さん" for name in case.without_consent)
        text = f"{names}から届いていません。「打診」で確認してください。"
        return _soft(item, UNKNOWN, text)
    return _soft(item, YES, "届いていない人はいません。")


def attendants(case: DecisionCase) -> Verdict:
    item = DecisionItem.ATTENDANTS
    missing = [str(one) for one in case.sessions if one.attendant_id is None]
    if missing:
        text = f"{_some(missing)}の立会職員が決まっていません。決定の後でも決められます。"
        return _soft(item, UNKNOWN, text)
    return _soft(item, YES, "決まっていない指導日はありません。")


def budget(case: DecisionCase) -> Verdict:
    item = DecisionItem.BUDGET
    if case.over_budget:
        words = "、".join(f"{line.name}が{plain(line.over)}円" for line in case.over_budget)
        text = f"年間の予算を{words}超えます。決定するときは、コメントに理由が必要です。"
        return _soft(item, NO, text)
    unset = [line.name for line in case.budget if line.budget is None]
    if unset:
        text = f"{'、'.join(unset)}の年間の予算が未設定です。「年度の基準」で設定してください。"
        return _soft(item, UNKNOWN, text)
    if any(line.unknown for line in case.budget):
        return _soft(item, UNKNOWN, "分かる範囲では年間の予算に収まります。")
    return _soft(item, YES, "年間の予算に収まります。")


def _hard(item: DecisionItem, outcome: Outcome, text: str) -> Verdict:
    return Verdict(item.value, str(item.label), outcome, text)


def _soft(item: DecisionItem, outcome: Outcome, text: str) -> Verdict:
    return Verdict(item.value, str(item.label), outcome, text, hard=False)


def _some(names) -> str:
    """The first three, and how many more."""
    names = list(names)
    more = f"ほか{len(names) - 3}件" if len(names) > 3 else ""
    return "、".join(names[:3]) + more


_JUDGES = (
    sessions,
    leads,
    plan,
    rules,
    volume,
    tentative,
    courses,
    questions,
    roster,
    consents,
    attendants,
    budget,
)
