"""Lists of the people of a course: 参加者名簿 for the center or the day, and 出席簿 to sign."""

from datetime import date, timedelta

from aomori_skills.base import pdf, wareki
from aomori_skills.base.workbook import Column, people_table
from aomori_skills.office.models import OfficeProfile
from meisters.choices import CourseReply
from meisters.papers.course_letters import place_text, time_text

ROSTER, ATTENDANCE = "参加者名簿", "出席簿"
SIGNATURE, REMARK = "　" * 11, "　" * 5
SIDE_BY_SIDE = 4
"""Days on one sheet whose columns are wide enough for a signature."""


def roster_rows(course) -> list:
    """Those who have not said no, by name."""
    rows = course.participations.exclude(reply=CourseReply.NOT_COMING)
    return list(rows.for_listing().select_related("meister__municipality").by_name())


def roster_columns(course) -> list[Column]:
    shared = [
        Column("氏名", "meister__name"),
        Column("氏名（カナ）", "meister__kana"),
        Column("認定番号", "meister__number"),
        Column("認定職種", lambda row: _trades(row.meister)),
        Column("勤務先", lambda row: str(row.meister.employer or "")),
        Column("電話番号", "meister__phone_numbers"),
    ]
    if course.is_ours:
        return [
            *shared,
            Column("受講区分", "get_obligation_display"),
            Column("回答", "get_reply_display"),
        ]
    return [
        *shared,
        Column("メールアドレス", "meister__email"),
        Column("回答", "get_reply_display"),
        Column("交通手段・経路", "travel_means"),
        Column("宿泊数", "nights", "number"),
    ]


def roster_workbook(course, rows, *, issued_on: date) -> bytes:
    return people_table(
        f"{course}　{ROSTER}",
        "　".join(filter(None, (time_text(course), _place(course)))),
        roster_columns(course),
        rows,
        totals={"氏名": f"計{len(rows)}人"},
        issued_on=issued_on,
        name=ROSTER,
    )


def roster_pdf(course, rows, *, issued_on: date) -> pdf.Pdf:
    return pdf.table(
        f"{course}　{ROSTER}",
        time_text(course),
        roster_columns(course),
        rows,
        totals={"氏名": f"計{len(rows)}人"},
        issued_on=issued_on,
        office=_office(issued_on),
        conditions=_place(course),
    )


def attendance_pdf(course, rows, *, issued_on: date) -> pdf.Pdf:
    """One column to sign in for each day of the course."""
    kind = "name" if len(days(course)) <= SIDE_BY_SIDE else "text"
    numbers = {row.pk: place for place, row in enumerate(rows, start=1)}
    columns = [
        Column("番号", lambda row: numbers[row.pk], "number"),
        Column("氏名", "meister__name", "name"),
        Column("所属", lambda row: str(row.meister.employer or "")),
        Column("職種", lambda row: _trade_names(row.meister)),
        *(Column(f"{_short(day)}　署名", lambda row: SIGNATURE, kind) for day in days(course)),
        Column("備考", lambda row: REMARK),
    ]
    return pdf.table(
        f"{course}　{ATTENDANCE}",
        time_text(course),
        columns,
        rows,
        issued_on=issued_on,
        office=_office(issued_on),
        conditions=_place(course),
        landscape=len(days(course)) > 1,
        template="pdf/attendance.html",
    )


def days(course) -> list[date]:
    count = (course.last_day - course.starts_on).days + 1
    return [course.starts_on + timedelta(days=place) for place in range(count)]


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日（{wareki.WEEKDAYS[day.weekday()]}）"


def _place(course) -> str:
    place = place_text(course)
    return f"会場：{place}" if place else ""


def _trades(meister) -> str:
    return "、".join(str(row) for row in meister.trades.all())


def _trade_names(meister) -> str:
    return "、".join(str(row.trade) for row in meister.trades.all())


def _office(day: date) -> str:
    profile = OfficeProfile.objects.on(day)
    return profile.name if profile else OfficeProfile._meta.get_field("name").default
