"""立会行程表: the way of the staff member who attends a session."""

from itertools import zip_longest

from aomori_skills.base import wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection, Pdf, form
from aomori_skills.base.workbook import Column
from dispatch.papers.day_head import SHEET, hours
from dispatch.rules.day_hints import to_carry
from dispatch.rules.plan_totals import standing
from dispatch.rules.readiness import missing
from dispatch.rules.route import route
from dispatch.services.day_papers import DayCase

TITLE = "立会行程表"
UNTOLD = "－"


def render_route(case: DayCase, session) -> Pdf:
    """The paper of one session of the day."""
    sections = (
        FormSection("", _errand(case, session)),
        _way(case, session),
        _people(session),
        _contacts(case),
        _carry(case),
    )
    return form(
        TITLE,
        sections,
        code=case.request.number,
        name=f"派遣の立会　{wareki.format_day(session.held_on)}",
        note=_open_items(case, session),
        template=SHEET,
    )


def _errand(case: DayCase, session) -> tuple[tuple[Box, ...], ...]:
    request = case.request
    trade = f"{session.trade}（{session.operation}）" if session.operation else str(session.trade)
    place = " ".join(filter(None, (str(session.municipality or ""), session.place)))
    pause = f"（休憩{session.break_minutes}分）" if session.break_minutes else ""
    count = session.people or request.people
    return (
        (Box("立会職員", str(session.attendant or "")), Box("担当者", str(request.owner))),
        (Box("用務", f"{request.get_kind_display()}の立会"),),
        (Box("日時", f"{wareki.format_day(session.held_on)}　{hours(session)}{pause}"),),
        (Box("依頼元", str(request.client)),),
        (Box("実施場所", place), Box("受講者数", f"{count}人" if count else "未定")),
        (Box("職種", trade),),
        (Box("指導内容", session.content or request.content, lines=2),),
    )


def _way(case: DayCase, session) -> FormSection:
    office = case.profile.name if case.profile else "コーナー"
    found = route(session, case.office, case.book, office_name=office)
    return FormSection(
        "1　行程",
        columns=(
            Column("時刻", lambda stop: stop.clock(session.held_on)),
            Column("内容", "what"),
            Column("場所", "where"),
            Column("実際の時刻", lambda stop: ""),
        ),
        records=found.stops,
        note=found.note,
    )


def _people(session) -> FormSection:
    return FormSection(
        "2　従事者",
        columns=(
            Column("役割", lambda one: one.get_role_display()),
            Column("氏名", lambda one: one.person.name, "name"),
            Column("電話番号", lambda one: one.person.mobile or one.person.phone or UNTOLD),
            Column("状況", lambda one: one.get_state_display()),
        ),
        records=tuple(standing(session)),
        note="" if standing(session) else "従事者が決まっていません。",
    )


def _contacts(case: DayCase) -> FormSection:
    request, profile = case.request, case.profile
    contact = request.contact
    phone = (contact.phone if contact else "") or request.client.phone
    rows = (
        ("依頼元", str(contact or UNTOLD), phone or UNTOLD),
        ("コーナー", str(request.owner), (profile.phone if profile else "") or UNTOLD),
    )
    return FormSection(
        "3　連絡先",
        columns=(
            Column("相手", lambda row: row[0]),
            Column("氏名", lambda row: row[1], "name"),
            Column("電話番号", lambda row: row[2]),
        ),
        records=rows,
    )


def _carry(case: DayCase) -> FormSection:
    """Two things in a row."""
    things = to_carry(case.request, case.plan, len(case.trainees), case.materials)
    half = (len(things) + 1) // 2
    rows = tuple(zip_longest(things[:half], things[half:], fillvalue=""))
    return FormSection(
        "4　持ち物",
        columns=(
            Column("確認", lambda row: "□"),
            Column("持ち物", lambda row: row[0]),
            Column("確認", lambda row: "□" if row[1] else ""),
            Column("持ち物", lambda row: row[1]),
        ),
        records=rows,
    )


def _open_items(case: DayCase, session) -> str:
    names = "、".join(line.title for line in missing(case.lines[session.pk]))
    return f"まだ確認していない項目：{names}" if names else "当日までの確認は、すべて済んでいます。"
