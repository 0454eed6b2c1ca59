"""当日の確認票: venue, tools, power, clothing and the rest, to be ticked on the spot."""

from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection, Pdf, form
from aomori_skills.base.workbook import Column
from dispatch.papers.day_head import SHEET, head, marks
from dispatch.rules.readiness import OPEN, READY, Derived, Line
from dispatch.services.day_papers import DayCase

TITLE = "当日の確認票"


def render_checklist(case: DayCase) -> Pdf:
    sections = (
        FormSection("", head(case, marked=True)),
        FormSection(
            "1　当日までの確認",
            columns=(
                Column("項目", lambda line: line.title),
                Column("状況", lambda line: line.state.label),
                Column("内容", lambda line: _content(case, line)),
                Column("確認者", _checked_by),
                Column("当日", lambda line: "□"),
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


def _lines(case: DayCase) -> tuple[Line, ...]:
    """Each item once, whatever the number of rooms."""
    shared = (line for line in case.lines[case.session.pk] if line.by_hand)
    return (*shared, *(_of_rooms(case, item) for item in Derived))


def _of_rooms(case: DayCase, item: Derived) -> Line:
    """What holds for every room is said once, the rest room by room."""
    numbers = marks(case)
    lines = {
        one.pk: next(line for line in case.lines[one.pk] if line.item == item)
        for one in case.sessions
    }
    texts = {line.text for line in lines.values()}
    told = texts if len(texts) == 1 else (f"{numbers[pk]}{one.text}" for pk, one in lines.items())
    is_open = any(line.is_open for line in lines.values())
    return Line(item, OPEN if is_open else READY, "\n".join(told))


def _content(case: DayCase, line: Line) -> str:
    hint = case.hints.get(line.item.value, "")
    note = line.check.note if line.check else ""
    return "\n".join(filter(None, (line.text, hint, note)))


def _checked_by(line: Line) -> str:
    if not line.check:
        return ""
    return f"{line.check.by}\n{wareki.format_short(timezone.localtime(line.check.at).date())}"
