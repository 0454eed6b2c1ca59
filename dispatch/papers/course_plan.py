"""講習計画書: one page for each session, with a timetable that the instructor writes in."""

from dataclasses import dataclass

from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection, Pdf, render
from aomori_skills.base.workbook import Column
from dispatch.models import DispatchPlan
from dispatch.papers.plan_parts import ages_text, line, maker, people_text
from dispatch.rules.plan_rows import PlanRow, plan_rows
from dispatch.rules.year_rows import plain

TITLE = "講習計画書"
HOURS = 5
"""Empty rows of the timetable."""


@dataclass(frozen=True)
class Sheet:
    """The page of one session."""

    code: str
    sections: tuple[FormSection, ...]


def render_course_plan(row, plan: DispatchPlan, sessions, meetings) -> Pdf:
    """``sessions`` come ``with_people``; ``meetings`` are the 事前打合せ of the request."""
    rows = plan_rows(sessions)
    agreed = "\n".join(one.agreed for one in meetings if one.agreed)
    context = {
        "title": TITLE,
        "issued_on": wareki.format_date(timezone.localdate()),
        "note": maker(row),
        "sheets": [
            Sheet(f"{row.number}　第{one.number}回", _sections(row, plan, one, agreed))
            for one in rows
        ],
    }
    return render("pdf/course_plan.html", context, long=True)


def _sections(row, plan, one: PlanRow, agreed: str) -> tuple[FormSection, ...]:
    return (
        FormSection("1　実施の概要", (*_outline(row, one), *_people(row, plan, one))),
        FormSection(
            "2　指導の内容",
            (
                (line("指導の目標", plan.aim),),
                (Box("この回の内容", one.content, lines=3),),
                (line("方法・課題", plan.method),),
            ),
        ),
        FormSection(
            "3　時間割",
            columns=(
                Column("時刻", lambda _: ""),
                Column("指導する内容", lambda _: ""),
                Column("使うもの・注意すること", lambda _: ""),
            ),
            blank_rows=HOURS,
        ),
        FormSection(
            "4　準備・安全",
            (
                (line("工具・機械", plan.tools),),
                (line("安全上の注意", plan.safety),),
                (line("服装・持ち物", plan.clothing),),
                (line("打合せで\n決まったこと", agreed),),
            ),
        ),
    )


def _outline(row, one: PlanRow) -> tuple[tuple[Box, ...], ...]:
    pause = f"（休憩{one.break_minutes}分）" if one.break_minutes else ""
    return (
        (line("派遣先", f"{row.client}　{row.department or ''}".strip()),),
        (line("実施日", wareki.format_day(one.day)), line("時間", f"{one.times}{pause}")),
        (line("実施場所", one.place), line("時間数", f"{plain(one.hours)}時間")),
        (line("職種", one.trade),),
    )


def _people(row, plan, one: PlanRow) -> tuple[tuple[Box, ...], ...]:
    people = f"{one.people}人" if one.people is not None else f"未定（全体で{people_text(row)}）"
    attendant = one.session.attendant
    return (
        (line("指導者", "\n".join(one.instructors) or "未定"),),
        (line("補助員", "\n".join(one.assistants)), line("立会職員", attendant)),
        (line("受講者", people), line("年齢", ages_text(row))),
        (line("技能水準", plan.level),),
    )
