"""当日の確認票: venue, tools, power, clothing and the rest, to be ticked on the spot."""

from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection, Pdf, form
from aomori_skills.base.workbook import Column
from dispatch.papers.day_head import SHEET, head, session_line
from dispatch.rules.readiness import Line
from dispatch.services.day_papers import DayCase

TITLE = "当日の確認票"


def render_checklist(case: DayCase) -> Pdf:
    sections = (
        FormSection("", head(case, case.sessions)),
        FormSection(
            "1　当日までの確認",
            columns=(
                Column("項目", lambda row: row[0].title),
                Column("状況", lambda row: row[0].state.label),
                Column("内容", lambda row: _content(case, *row)),
                Column("確認者", lambda row: _checked_by(row[0])),
                Column("当日", lambda row: "□"),
            ),
            records=_lines(case),
        ),
        FormSection(
            "2　当日の記録",
            (
                (Box("立会職員の署名", lines=2), Box("開始・終了", "　　：　　～　　：　　", 2)),
                (Box("受講者数", "　　　　人", 2), Box("天候", "", 2)),
                (Box("気づいたこと", lines=4),),
            ),
        ),
    )
    return form(TITLE, sections, code=case.request.number, name="当日の書類", template=SHEET)


def _lines(case: DayCase) -> tuple[tuple[Line, str], ...]:
    """Items of the request once; those of a session for each of the day, with which it is."""
    shared = [(line, "") for line in case.lines[case.session.pk] if line.by_hand]
    several = len(case.sessions) > 1
    return (
        *shared,
        *(
            (line, session_line(session) if several else "")
            for session in case.sessions
            for line in case.lines[session.pk]
            if not line.by_hand
        ),
    )


def _content(case: DayCase, line: Line, which: str) -> str:
    hint = case.hints.get(line.item.value, "")
    note = line.check.note if line.check else ""
    return "\n".join(filter(None, (which, line.text, hint, note)))


def _checked_by(line: Line) -> str:
    if not line.check:
        return ""
    return f"{line.check.by}\n{wareki.format_short(timezone.localtime(line.check.at).date())}"
