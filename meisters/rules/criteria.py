"""The certification criteria of the year: each rule a function from Case to Verdict.

Source of the criteria: rows of ``YearRule`` in area 認定, in the version of the application date.
R4.10 to R6 ask for practice and instruction after the qualification date; from R7 on they do not.
"""

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.base.kana import fold
from aomori_skills.base.verdict import Outcome, Verdict
from aomori_skills.office.choices import SourceStatus
from meisters.choices import Answer, Consent, Ground, PublicItem, Relation
from meisters.rules.case import Case
from meisters.rules.check_items import CheckItem
from meisters.rules.experience import clipped, length

YES, NO, UNKNOWN = Outcome.YES, Outcome.NO, Outcome.UNKNOWN
AREA = "認定"
AFTER_QUALIFICATION = "（資格取得等の後）"
REQUIRED_ITEMS = (PublicItem.NAME, PublicItem.TRADE)


def verdicts(case: Case) -> list[Verdict]:
    """Verdicts of all criteria, in the order of the office's form."""
    if case.criteria.year is None:
        return [Verdict(*CheckItem.CRITERIA.named, UNKNOWN, case.criteria.notice)]
    asked = [verdict for expected in _EXPECTED for verdict in _asked(case, *expected)]
    return [ground(case), trade(case), *asked, willingness(case)]


def ground(case: Case) -> Verdict:
    """資格要件: at least one ground, each with its day and evidence."""
    source = "ものづくりマイスター認定基準"
    if not case.qualifications:
        return Verdict(*CheckItem.GROUND.named, UNKNOWN, "資格が入力されていません。", source)
    for row in case.qualifications:
        name = f"{row.trade}の{Ground(row.ground).label}"
        if row.acquired_on is None:
            return Verdict(
                *CheckItem.GROUND.named, UNKNOWN, f"{name}の取得日が未入力です。", source
            )
        if row.acquired_on > case.judged_on:
            day = wareki.format_date(row.acquired_on)
            return Verdict(
                *CheckItem.GROUND.named, NO, f"{name}の取得日（{day}）が申請日より後です。", source
            )
    names = "、".join(f"{row.trade}：{Ground(row.ground).label}" for row in case.qualifications)
    return Verdict(*CheckItem.GROUND.named, YES, f"{names}を確認しました。", source)


def trade(case: Case) -> Verdict:
    """認定対象職種: each trade is certifiable on the application date."""
    source = "認定対象職種一覧"
    if not case.qualifications:
        return Verdict(*CheckItem.TRADE.named, UNKNOWN, "職種が入力されていません。", source)
    trades = {row.trade_id: row.trade for row in case.qualifications}.values()
    outside = [item.name for item in trades if not _certifiable(item, case.judged_on)]
    if outside:
        text = f"{'、'.join(outside)}は申請日の時点で認定対象職種ではありません。"
        return Verdict(*CheckItem.TRADE.named, NO, text, source)
    confirmed = all(item.status == SourceStatus.CONFIRMED for item in trades)
    text = f"{'、'.join(item.name for item in trades)}は認定対象職種です。"
    return Verdict(*CheckItem.TRADE.named, YES, text, source, confirmed=confirmed)


def practice(case: Case, row) -> Verdict:
    """実務経験: years of the joined periods against the year's minimum."""
    if row.value is None:
        return _unset(*CheckItem.PRACTICE.named, row)
    since, missing = _since(case, row)
    if missing:
        return _verdict(*CheckItem.PRACTICE.named, row, UNKNOWN, missing)
    if not case.practice_periods:
        return _verdict(*CheckItem.PRACTICE.named, row, UNKNOWN, "実務経験が入力されていません。")
    total = length(clipped(case.practice_periods, until=case.judged_on, since=since))
    after = "資格取得後の" if since else ""
    text = f"{after}実務経験は通算{total}です（基準は{row.value_text}年以上）。"
    return _verdict(*CheckItem.PRACTICE.named, row, YES if total.years >= row.value else NO, text)


def instruction(case: Case, row) -> Verdict:
    """実技指導経験: times (R7 on) or years after the qualification (to R6)."""
    if row.value is None:
        return _unset(*CheckItem.INSTRUCTION.named, row)
    since, missing = _since(case, row)
    if missing:
        return _verdict(*CheckItem.INSTRUCTION.named, row, UNKNOWN, missing)
    if not case.instruction_records:
        return _verdict(
            *CheckItem.INSTRUCTION.named, row, UNKNOWN, "実技指導経験が入力されていません。"
        )
    if row.unit.startswith("年"):
        periods = [
            (max(item.starts_on, since or item.starts_on), min(_last(item), case.judged_on))
            for item in case.instruction_records
        ]
        total = length(periods)
        text = f"資格取得後の実技指導経験は通算{total}です（基準は{row.value_text}年以上）。"
        met = total.years >= row.value
    else:
        times = sum(
            item.times for item in case.instruction_records if item.starts_on <= case.judged_on
        )
        text = f"実技指導経験は{times}回です（基準は{row.value_text}回以上）。"
        met = times >= row.value
    return _verdict(*CheckItem.INSTRUCTION.named, row, YES if met else NO, text)


def head_judgement(case: Case, row) -> Verdict:
    """コーナー長の判断: made with the approval, so it never blocks what comes before."""
    if case.application.head_judgement:
        return _verdict(*CheckItem.HEAD_JUDGEMENT.named, row, YES, case.application.head_judgement)
    text = "承認のときにコーナー長が判断します。"
    return _verdict(*CheckItem.HEAD_JUDGEMENT.named, row, UNKNOWN, text, hard=False)


def recommendation(case: Case, row) -> Verdict:
    """第三者の推薦: not by a relative within the second degree."""
    person = case.application
    if person.recommender_relation == Relation.RELATIVE:
        text = (
            "推薦者が二親等以内の親族です。勤務先の代表者や業界団体などの第三者に依頼してください。"
        )
        return _verdict(*CheckItem.RECOMMENDATION.named, row, NO, text)
    if fold(person.recommender_name) == fold(person.name):
        text = "推薦者が申請者本人です。勤務先の代表者や業界団体などの第三者に依頼してください。"
        return _verdict(*CheckItem.RECOMMENDATION.named, row, NO, text)
    if not person.recommender_name or person.recommender_relation == Relation.UNKNOWN:
        return _verdict(
            *CheckItem.RECOMMENDATION.named,
            row,
            UNKNOWN,
            "推薦者の氏名または本人との関係が未入力です。",
        )
    relation = Relation(person.recommender_relation).label
    text = f"{person.recommender_name}（{relation}）の推薦があります。"
    return _verdict(*CheckItem.RECOMMENDATION.named, row, YES, text)


def publication(case: Case, row) -> Verdict:
    """公表への同意: name and trade must be agreed to, every item must be answered."""
    answers = {consent.item: consent.answer for consent in case.consents}
    refused = [item.label for item in REQUIRED_ITEMS if answers.get(item) == Consent.REFUSED]
    if refused:
        text = f"{'・'.join(refused)}の公表に同意がありません。"
        return _verdict(*CheckItem.PUBLICATION.named, row, NO, text)
    open_items = [
        item.label for item in PublicItem if answers.get(item, Consent.UNKNOWN) == Consent.UNKNOWN
    ]
    if open_items:
        text = f"{'・'.join(open_items)}の同意が未確認です。"
        return _verdict(*CheckItem.PUBLICATION.named, row, UNKNOWN, text)
    return _verdict(
        *CheckItem.PUBLICATION.named, row, YES, "氏名と認定職種の公表に同意があります。"
    )


def willingness(case: Case) -> Verdict:
    """活動する意欲・能力: asked of the person by the staff."""
    texts = {
        Answer.YES: (YES, "活動する意欲と能力を本人に確認しました。"),
        Answer.NO: (NO, "本人に活動する意欲がありません。"),
        Answer.UNKNOWN: (UNKNOWN, "活動する意欲・能力を本人に確認してください。"),
    }
    outcome, text = texts[Answer(case.application.willing)]
    return Verdict(*CheckItem.WILLING.named, outcome, text, "ものづくりマイスター認定基準")


_EXPECTED = (
    ("実務経験年数", practice, CheckItem.PRACTICE),
    ("実技指導経験", instruction, CheckItem.INSTRUCTION),
    ("コーナー長の判断", head_judgement, CheckItem.HEAD_JUDGEMENT),
    ("第三者の推薦（二親等以内の親族を除く）", recommendation, CheckItem.RECOMMENDATION),
    ("公表への同意", publication, CheckItem.PUBLICATION),
)
"""What every version has to say: name of the row, its judge, item of the verdict."""


def _asked(case: Case, name: str, judge, item: CheckItem) -> list[Verdict]:
    """The verdicts by the version's rows of that name; without a row nobody can tell."""
    rows = [r for r in case.criteria.rows if r.rule.removesuffix(AFTER_QUALIFICATION) == name]
    if rows:
        return [judge(case, row) for row in rows]
    year, hard = fiscal_year.label(case.criteria.year), judge is not head_judgement
    text = f"{year}の基準に「{name}」が登録されていません。「年度の基準」で登録してください。"
    return [Verdict(*item.named, UNKNOWN, text, hard=hard)]


def _verdict(rule, title, row, outcome, text, *, hard=True) -> Verdict:
    confirmed = row.status == SourceStatus.CONFIRMED
    return Verdict(rule, title, outcome, text, row.source, hard=hard, confirmed=confirmed)


def _unset(rule, title, row) -> Verdict:
    text = f"「{row.rule}」の基準値が未定です。「年度の基準」で設定してください。"
    return _verdict(rule, title, row, UNKNOWN, text)


def _since(case: Case, row):
    """(day from which experience counts or None, sentence if that day is needed but unknown)."""
    if not row.rule.endswith(AFTER_QUALIFICATION):
        return None, ""
    if case.acquired_on is None:
        return None, "資格の取得日が未入力のため、資格取得後の経験を判定できません。"
    return case.acquired_on, ""


def _last(record):
    return record.ends_on or record.starts_on


def _certifiable(item, day) -> bool:
    after_start = item.certifiable_from is None or item.certifiable_from <= day
    return after_start and (item.certifiable_to is None or day <= item.certifiable_to)
