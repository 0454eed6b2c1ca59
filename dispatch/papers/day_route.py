"""立会行程表: the way of the staff member who attends a session."""

from itertools import groupby, zip_longest

from aomori_skills.base import wareki
from aomori_skills.base.pdf import FormField as Box
from aomori_skills.base.pdf import FormSection, Pdf, form
from aomori_skills.base.workbook import Column
from dispatch.papers.day_head import SHEET, hours, marks, people
from dispatch.rules.day_hints import to_carry
from dispatch.rules.plan_rows import trade_text
from dispatch.rules.plan_totals import standing
from dispatch.rules.readiness import missing
from dispatch.rules.route import route
from dispatch.services.day_papers import DayCase

TITLE = "立会行程表"
UNTOLD = "－"


def ways(case: DayCase) -> list[tuple]:
    """The day's sessions, those together to which one person goes on one way."""

    def way(session):
        return (session.attendant_id or 0, session.municipality_id or 0)

    rows = sorted(case.sessions, key=way)
    found = [tuple(together) for _, together in groupby(rows, key=way)]
    return sorted(found, key=lambda together: case.sessions.index(together[0]))


def way_of(case: DayCase) -> tuple:
    """The sessions on one way with the one asked for."""
    return next((found for found in ways(case) if case.session in found), (case.session,))


def render_route(case: DayCase, sessions) -> Pdf:
    """The paper of one way."""
    sections = (
        *_errand(case, sessions),
        _way(case, sessions),
        _people(case, sessions),
        _contacts(case),
        _carry(case),
    )
    return form(
        TITLE,
        sections,
        code=case.request.number,
        name=f"派遣の立会　{wareki.format_day(case.session.held_on)}",
        note=_open_items(case, sessions),
        template=SHEET,
    )


def _errand(case: DayCase, sessions) -> tuple[FormSection, ...]:
    request, session = case.request, sessions[0]
    who = (Box("立会職員", str(session.attendant or "")), Box("担当者", str(request.owner)))
    what = (Box("用務", f"{request.get_kind_display()}の立会"),)
    client = (Box("依頼元", str(request.client)),)
    day = wareki.format_day(session.held_on)
    if len(sessions) > 1:
        count = Box("受講者数", people(case))
        boxes = (who, what, (Box("実施日", day), count), client)
        return FormSection("", boxes), _rooms(case, sessions)
    pause = f"（休憩{session.break_minutes}分）" if session.break_minutes else ""
    count = session.people or request.people
    return (
        FormSection(
            "",
            (
                who,
                what,
                (Box("日時", f"{day}　{hours(session)}{pause}"),),
                client,
                (
                    Box("実施場所", _place(session)),
                    Box("受講者数", f"{count}人" if count else "未定"),
                ),
                (Box("職種", trade_text(session)),),
                (Box("指導内容", session.content or request.content, lines=2),),
            ),
        ),
    )


def _rooms(case: DayCase, sessions) -> FormSection:
    """The sessions that one person attends."""
    numbers = marks(case)
    return FormSection(
        columns=(
            Column("番号", lambda row: numbers[row.pk].strip()),
            Column("時間", hours, "name"),
            Column("職種", trade_text),
            Column("実施場所", _place),
            Column("人数", lambda row: f"{row.people}人" if row.people else "未定", "name"),
            Column("指導内容", lambda row: row.content or case.request.content),
        ),
        records=sessions,
    )


def _way(case: DayCase, sessions) -> FormSection:
    office = case.profile.name if case.profile else "コーナー"
    found = route(sessions, case.office, case.book, office_name=office)
    return FormSection(
        "1　行程",
        columns=(
            Column("時刻", lambda stop: stop.clock(sessions[0].held_on)),
            Column("内容", "what"),
            Column("場所", "where"),
            Column("実際の時刻", lambda stop: ""),
        ),
        records=found.stops,
        note=found.note,
    )


def _people(case: DayCase, sessions) -> FormSection:
    numbers = marks(case)
    rows = tuple((numbers[one.pk].strip(), who) for one in sessions for who in standing(one))
    which = (Column("番号", lambda row: row[0]),) if len(sessions) > 1 else ()
    return FormSection(
        "2　従事者",
        columns=(
            *which,
            Column("役割", lambda row: row[1].get_role_display()),
            Column("氏名", lambda row: row[1].person.name, "name"),
            Column("電話番号", lambda row: row[1].person.mobile or row[1].person.phone or UNTOLD),
            Column("状況", lambda row: row[1].get_state_display()),
        ),
        records=rows,
        note="" if rows else "従事者が決まっていません。",
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
        together=True,
    )


def _open_items(case: DayCase, sessions) -> str:
    open_ones = (line.title for one in sessions for line in missing(case.lines[one.pk]))
    names = "、".join(dict.fromkeys(open_ones))
    return f"まだ確認していない項目：{names}" if names else "当日までの確認は、すべて済んでいます。"


def _place(session) -> str:
    return " ".join(filter(None, (str(session.municipality or ""), session.place)))
