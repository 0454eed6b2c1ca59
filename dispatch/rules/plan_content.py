"""Writing down a plan as it is decided: plain data that stands for itself for ever.

``sections`` are lines of words; ``sessions`` are the days with their people; ``cost`` is what the
meters of the year add up; ``notify`` names who has to be told.
"""

from collections.abc import Iterable

from aomori_skills.base import wareki
from dispatch.choices import AssignmentState
from dispatch.rules.budget import BudgetLine
from dispatch.rules.materials import amount
from dispatch.rules.occasions import hours_of, minutes_of
from dispatch.rules.person_keys import kind_word, person_key
from dispatch.rules.plan_totals import PlanTotals, standing
from dispatch.rules.year_rows import plain

REQUEST, PLAN, MATERIALS, TOTALS, CHECKS, METERS, BUDGET = (
    "request",
    "plan",
    "materials",
    "totals",
    "checks",
    "meters",
    "budget",
)
OF_REQUEST = (
    "client",
    "department",
    "contact",
    "kind",
    "trade",
    "operation",
    "purpose",
    "test_grade",
    "test_on",
    "content",
    "grade",
    "people",
    "youngest",
    "oldest",
    "equipment",
    "power",
    "photo_consent",
    "insured",
    "no_other_subsidy",
)
UNITS = {"people": "人", "youngest": "歳", "oldest": "歳"}
OF_PLAN = ("aim", "level", "method", "tools", "safety", "clothing", "note")
CLIENT = "client"
TOTALS_TITLE = "計画の合計"


def section(key: str, title: str, lines: Iterable[tuple[str, str, str]]) -> dict:
    """``lines`` are (key, label, value); those without a value are left out."""
    kept = [{"key": key, "label": str(label), "value": value} for key, label, value in lines]
    return {"key": key, "title": title, "lines": [line for line in kept if line["value"]]}


def request_section(request) -> dict:
    lines = list(_fields(request, OF_REQUEST))
    for row in request.further_trades.all():
        operation = f"（{row.operation}）" if row.operation else ""
        people = f"　{row.people}人" if row.people else ""
        lines.append((f"trade-{row.trade_id}", "ほかの職種", f"{row.trade}{operation}{people}"))
    return section(REQUEST, "依頼の内容", lines)


def plan_section(plan) -> dict:
    return section(PLAN, "実技指導計画", _fields(plan, OF_PLAN) if plan else ())


def material_section(rows) -> dict:
    lines = [
        (
            f"material-{row.pk}",
            row.item,
            f"{row.unit_price:,}円×{plain(row.quantity)}{row.unit}＝{amount(row):,}円（税抜、"
            f"消費税{row.get_tax_display()}）",
        )
        for row in rows
    ]
    return section(MATERIALS, "材料", lines)


def total_section(totals: PlanTotals, trainees: int) -> dict:
    lines = [
        ("sessions", "指導回数", totals.sessions_words),
        ("hours", "指導時間", totals.hours_words),
        ("attendances", "延べ受講予定者", _attendances(totals)),
        *(
            (
                f"role-{role.role}",
                role.role.label,
                f"{role.people}人　延べ{role.sessions}回　{plain(role.hours)}時間",
            )
            for role in totals.roles
        ),
        ("roster", "受講者名簿", f"{trainees}人" if trainees else "未登録"),
    ]
    if totals.materials.net:
        told = f"税抜{totals.materials.net:,}円　税込{totals.materials.gross:,}円"
        lines.append(("materials", "材料費", told))
    return section(TOTALS, TOTALS_TITLE, lines)


def check_section(verdicts) -> dict:
    lines = []
    for one in verdicts:
        excuse = f"（承認者が例外を認めた理由：{one.overridden_by}）" if one.overridden_by else ""
        lines.append((one.rule, one.title, f"{one.outcome.value}　{one.text}{excuse}"))
    return section(CHECKS, "基準の確認", lines)


def meter_section(meters) -> dict:
    lines = []
    for meter in meters:
        unit = meter.measure.unit
        cap = "上限なし" if meter.cap is None else f"上限{plain(meter.cap)}{unit}"
        own = "は未入力" if meter.own_unknown else f"{plain(meter.own)}{unit}"
        told = f"ほかの依頼{plain(meter.used)}{unit}　この依頼{own}　{cap}"
        lines.append((meter.measure.name, meter.measure.label, told))
    return section(METERS, "依頼元の年間の累計", lines)


def budget_section(lines: Iterable[BudgetLine]) -> dict:
    told = []
    for line in lines:
        budget = "予算は未設定" if line.budget is None else f"予算{plain(line.budget)}円"
        words = f"決定済み{line.committed_words}　この計画{line.own_words}　{budget}"
        told.append((line.name, line.name, "。".join((words, "".join(line.unknown))).rstrip("。")))
    return section(BUDGET, "予算", told)


def session_key(pk: int) -> str:
    return f"session-{pk}"


def session_data(session) -> dict:
    """One standing session; ``with_people`` has loaded it."""
    minutes = minutes_of(session)
    return {
        "key": session_key(session.pk),
        "day": session.held_on.isoformat(),
        "starts": f"{session.starts_at:%H:%M}",
        "ends": f"{session.ends_at:%H:%M}",
        "break": session.break_minutes,
        "minutes": minutes,
        "hours": plain(hours_of(minutes)),
        "place": session.place,
        "municipality": str(session.municipality or ""),
        "trade": str(session.trade),
        "operation": str(session.operation or ""),
        "people": session.people,
        "content": session.content,
        "attendant": str(session.attendant or ""),
        "instructors": [_instructor(one) for one in standing(session)],
    }


def _instructor(one) -> dict:
    return {
        "key": person_key(one.person),
        "name": one.person.name,
        "kind": kind_word(one.person),
        "role": one.role,
        "role_label": one.get_role_display(),
        "confirmed": one.state == AssignmentState.CONFIRMED,
    }


def _fields(row, names):
    for name in names:
        field = row._meta.get_field(name)
        yield name, field.verbose_name, _words(row, field)


def _words(row, field) -> str:
    value = getattr(row, field.name)
    if value in (None, ""):
        return ""
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    told = wareki.format_date(value) if hasattr(value, "isoformat") else str(value)
    return told + UNITS.get(field.name, "")


def _attendances(totals: PlanTotals) -> str:
    known = f"{totals.attendances}人"
    if totals.without_people:
        return f"{known}（受講予定人数が未入力の指導日{totals.without_people}件を除く）"
    return known
