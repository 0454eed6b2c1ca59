"""実技指導計画書 in Excel: the plan, the days, what they come to for each person, materials."""

from datetime import date

from aomori_skills.base.workbook import Column, Workbook
from dispatch.papers.instruction_plan import MATERIALS, TITLE, facts
from dispatch.rules.person_keys import kind_word
from dispatch.rules.plan_rows import plan_rows
from dispatch.rules.plan_totals import of_rows

FACTS = [
    Column("項目", lambda line: line[0], width=18),
    Column("内容", lambda line: line[1], width=70),
]
DAYS = [
    Column("回", "number", "number"),
    Column("実施日", "day", "date"),
    Column("時間", "times"),
    Column("休憩（分）", "break_minutes", "number"),
    Column("時間数", "hours", "number"),
    Column("実施場所", "place"),
    Column("職種", "trade"),
    Column("指導内容", "content"),
    Column("指導者", lambda row: "、".join(row.instructors)),
    Column("補助員", lambda row: "、".join(row.assistants)),
    Column("受講予定人数", "people", "number"),
]
PEOPLE = [
    Column("氏名", lambda one: str(one.person)),
    Column("区分", lambda one: kind_word(one.person)),
    Column("役割", lambda one: one.role.label),
    Column("回数", "sessions", "number"),
    Column("うち確定", "confirmed", "number"),
    Column("日数", "days", "number"),
    Column("時間", "hours", "number"),
]


def plan_book(row, plan, sessions, *, issued_on: date) -> bytes:
    """``row`` as ``DispatchRequest.objects.whole()`` gives it, ``sessions`` ``with_people``."""
    sessions = list(sessions)
    totals = of_rows(sessions, row.materials.all(), row.people)
    book = Workbook(title=f"{TITLE}　{row.number}")
    period = f"{row.client}　{row.number}"
    book.add_people_table(
        TITLE,
        period,
        FACTS,
        facts(row, plan),
        issued_on=issued_on,
        name="計画",
        landscape=False,
    )
    book.add_people_table(
        f"{TITLE}（日程）",
        period,
        DAYS,
        plan_rows(sessions),
        totals={"時間数": totals.row_hours, "受講予定人数": totals.attendances},
        issued_on=issued_on,
        name="日程",
    )
    book.add_people_table(
        f"{TITLE}（指導者・補助員）",
        period,
        PEOPLE,
        totals.persons,
        totals={
            "回数": sum(one.sessions for one in totals.persons),
            "うち確定": sum(one.confirmed for one in totals.persons),
            "時間": sum(one.hours for one in totals.persons),
        },
        issued_on=issued_on,
        name="指導者・補助員",
        landscape=False,
    )
    book.add_people_table(
        f"{TITLE}（材料）",
        period,
        list(MATERIALS),
        row.materials.all(),
        totals={"金額（税抜・円）": totals.materials.net},
        issued_on=issued_on,
        name="材料",
        landscape=False,
    )
    return book.to_bytes()
