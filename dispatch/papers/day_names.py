"""保険加入者名簿 and 写真撮影の同意状況: the trainees of a day, by name."""

from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection, Pdf, form
from aomori_skills.base.workbook import Column
from dispatch.choices import DayItem
from dispatch.papers.day_head import SHEET, head
from dispatch.rules.readiness import Line
from dispatch.services.day_papers import DayCase
from meisters.choices import Answer

INSURANCE, PHOTO = "保険加入者名簿", "写真撮影の同意状況"
MOST_BLANK_ROWS = 40
CONSENTS = {
    Answer.YES: "同意する",
    Answer.NO: "同意しない（撮影しない）",
    Answer.UNKNOWN: "未確認（確認するまで撮影しない）",
}


def render_insured(case: DayCase) -> Pdf:
    """The list for the insurer; without a roster it has rows to write in."""
    columns = (
        Column("番号", "order", "plain"),
        Column("氏名", "name", "name"),
        Column("氏名（カナ）", "kana"),
        Column("学年・組・部署", "group"),
        Column("年齢", lambda row: _age(row)),
        Column("備考", "note"),
    )
    facts = (*head(case), (Box("保険", _line(case, DayItem.INSURANCE).text),))
    return _paper(case, INSURANCE, facts, columns)


def render_photo(case: DayCase) -> Pdf:
    """Who may be photographed, and who must not."""
    columns = (
        Column("番号", "order", "plain"),
        Column("氏名", "name", "name"),
        Column("学年・組・部署", "group"),
        Column("写真の同意", lambda row: _consent(case, row)),
    )
    facts = (
        *head(case),
        (Box("依頼元の同意", _of_client(case)),),
        (Box("撮影のしかた", _line(case, DayItem.PHOTO).text, lines=2),),
        (Box("撮影しない\n受講者の番号", _not_to_be_taken(case), lines=2),),
    )
    return _paper(case, PHOTO, facts, columns)


def _paper(case: DayCase, title: str, facts, columns) -> Pdf:
    blank = 0 if case.trainees else min(case.request.people or MOST_BLANK_ROWS, MOST_BLANK_ROWS)
    note = "" if case.trainees else "受講者名簿がまだないため、記入欄を印刷しています。"
    sections = (
        FormSection("", facts),
        FormSection("受講者", columns=columns, records=case.trainees, blank_rows=blank, note=note),
    )
    return form(
        title,
        sections,
        code=case.request.number,
        name="当日の書類",
        template=SHEET,
        is_list=bool(case.trainees),
    )


def _line(case: DayCase, item: DayItem) -> Line:
    return next(line for line in case.lines[case.session.pk] if line.item == item)


def _of_client(case: DayCase) -> str:
    """The client need not answer for trainees who all did."""
    answers = {row.photo_consent for row in case.trainees}
    unasked = case.request.photo_consent == Answer.UNKNOWN
    if unasked and answers and Answer.UNKNOWN not in answers:
        return "受講者ごとに確認済み"
    return case.request.get_photo_consent_display()


def _consent(case: DayCase, row) -> str:
    if case.request.photo_consent == Answer.NO:
        return "撮影しない（依頼元の同意なし）"
    return CONSENTS[Answer(row.photo_consent)]


def _not_to_be_taken(case: DayCase) -> str:
    if case.request.photo_consent == Answer.NO:
        return "全員"
    if not case.trainees:
        return "名簿がないため分かりません。"
    numbers = [str(row.order) for row in case.trainees if row.photo_consent != Answer.YES]
    return "、".join(numbers) or "なし"


def _age(row) -> str:
    return "" if row.age is None else f"{row.age}歳"
