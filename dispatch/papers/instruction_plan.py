"""実技指導計画書: the whole dispatch on paper, rows by session and the totals of them."""

from django.utils import timezone

from aomori_skills.base.pdf import FormSection, Pdf, form
from aomori_skills.base.workbook import Column
from dispatch.models import DispatchPlan
from dispatch.papers.plan_parts import (
    client_section,
    figure,
    line,
    maker,
    subject_boxes,
    totals_text,
)
from dispatch.rules.materials import amount
from dispatch.rules.person_keys import kind_word
from dispatch.rules.plan_rows import PlanRow, plan_rows
from dispatch.rules.plan_totals import PlanTotals, of_rows
from dispatch.rules.year_rows import plain

TITLE = "実技指導計画書"
MATERIALS = (
    Column("品名・規格", "item"),
    Column("単価（税抜・円）", "unit_price", "number"),
    Column("数量", lambda one: f"{plain(one.quantity)}{one.unit}"),
    Column("金額（税抜・円）", amount, "number"),
    Column("支払先", lambda one: str(one.payee or "")),
)


def render_plan(row, plan: DispatchPlan, sessions) -> Pdf:
    """``row`` as ``DispatchRequest.objects.whole()`` gives it, ``sessions`` ``with_people``."""
    sessions = list(sessions)
    totals = of_rows(sessions, row.materials.all(), row.people)
    return form(
        TITLE,
        (
            client_section(row, "1　派遣先・受講者"),
            _aims(row, plan),
            _days(plan_rows(sessions), totals),
            _people(totals),
            _materials(row, totals),
            _preparation(row, plan),
        ),
        code=row.number,
        name=TITLE,
        issued_on=timezone.localdate(),
        template="pdf/plan.html",
        maker=maker(row),
    )


def facts(row, plan) -> list[tuple[str, str]]:
    """What the paper says beside its tables: (label, words)."""
    sections = (client_section(row, ""), _aims(row, plan), _preparation(row, plan))
    return [(box.label, box.printed) for one in sections for boxes in one.rows for box in boxes]


def _aims(row, plan) -> FormSection:
    return FormSection(
        "2　指導の目標・内容",
        (
            *subject_boxes(row),
            (line("指導の目標", plan.aim),),
            (line("受講者の技能水準", plan.level),),
            (line("指導方法・課題", plan.method),),
        ),
    )


def _days(rows: list[PlanRow], totals: PlanTotals) -> FormSection:
    return FormSection(
        "3　日程",
        columns=(
            Column("回", "number", "number"),
            Column("実施日・時間", "when", "date"),
            Column("実施場所", "place"),
            Column("職種・指導内容", lambda one: "\n".join(filter(None, (one.trade, one.content)))),
            Column("指導者等", _who, "name"),
            Column("人数", lambda one: one.people if one.people is not None else "未定", "number"),
        ),
        records=tuple(rows),
        note=totals_text(totals).replace("\n", "／") if rows else "指導日は未定です。",
    )


def _who(row: PlanRow) -> str:
    helpers = (f"補助員　{one}" for one in row.assistants)
    return "\n".join((*row.instructors, *helpers)) or "未定"


def _people(totals: PlanTotals) -> FormSection:
    return FormSection(
        "4　指導者・補助員",
        columns=(
            Column("氏名", lambda one: str(one.person), "name"),
            Column("区分", lambda one: kind_word(one.person)),
            Column("役割", lambda one: one.role.label),
            Column("勤務先", lambda one: str(one.person.employer or "")),
            Column("回数", "sessions", "number"),
            Column("時間", lambda one: figure(one.hours), "number"),
        ),
        records=totals.persons,
        note="" if totals.persons else "指導者は未定です。",
    )


def _materials(row, totals: PlanTotals) -> FormSection:
    cost = totals.materials
    rows = tuple(row.materials.all())
    sums = f"合計　税抜{cost.net:,}円　消費税{cost.tax:,}円　税込{cost.gross:,}円"
    if not rows:
        return FormSection("5　材料", note="材料費の記載はありません。")
    return FormSection(
        "5　材料",
        columns=MATERIALS,
        records=rows,
        note=sums,
    )


def _preparation(row, plan) -> FormSection:
    equipment = "　".join(filter(None, (row.equipment, row.power and f"電源：{row.power}")))
    return FormSection(
        "6　準備・安全",
        (
            (line("工具・機械", plan.tools),),
            (line("会場の設備", equipment),),
            (line("安全上の注意", plan.safety),),
            (line("服装・持ち物", plan.clothing),),
            (line("備考", plan.note),),
        ),
    )
