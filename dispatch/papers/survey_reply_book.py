"""回答票 of the survey in Excel: drop-downs, and the record code in every row."""

from collections.abc import Iterable

from aomori_skills.base import fiscal_year
from aomori_skills.base.workbook import Column, Workbook
from aomori_skills.office.models import Trade
from dispatch.choices import DispatchKind

SHEET = "回答票"
TITLE = "ものづくりマイスター派遣希望調査　回答票"
LINES = 10
"""Rows to fill in: each one wish, one proposed person, or both."""

CODE, PLACE = "整理番号", "調査先"
ANSWERER, DEMAND, NOTE = "回答者の氏名", "派遣の希望", "意見・備考"
KIND, TRADE, PEOPLE, SESSIONS = "派遣の区分", "職種", "受講予定人数", "希望回数"
WHEN, CONTENT = "希望時期", "希望する内容"
PERSON, PERSON_TRADE, POSITION = "候補者の氏名", "候補者の職種", "候補者の役職・部署"
YES, NO = "あり", "なし"
HEADINGS = (
    CODE,
    PLACE,
    ANSWERER,
    DEMAND,
    KIND,
    TRADE,
    PEOPLE,
    SESSIONS,
    WHEN,
    CONTENT,
    PERSON,
    PERSON_TRADE,
    POSITION,
    NOTE,
)
WIDTHS = {PLACE: 28, KIND: 34, TRADE: 22, WHEN: 18, CONTENT: 36, PERSON: 16, NOTE: 30}
NUMBERS = (PEOPLE, SESSIONS)


GUIDE_SHEET = "記入のしかた"
GUIDE_COLUMNS = [
    Column("項目", lambda line: line[0], width=16),
    Column("内容", lambda line: line[1], width=80),
]


def reply_book(row, trades: tuple[str, ...], guide: Iterable[tuple[str, str]] = ()) -> bytes:
    """The form of one addressee, opened at ``guide``; ``trades`` are the names to choose from."""
    columns = [
        Column(
            name,
            lambda line, name=name: line.get(name, ""),
            "number" if name in NUMBERS else "text",
            width=WIDTHS.get(name),
        )
        for name in HEADINGS
    ]
    lines = [{CODE: row.code, PLACE: str(row.organization)}] * LINES
    choices = {
        DEMAND: (YES, NO),
        KIND: tuple(DispatchKind.labels),
        TRADE: trades,
        PERSON_TRADE: trades,
    }
    book = Workbook(title=f"派遣希望調査の回答票　{row.code}")
    book.add_machine_table(columns, lines, name=SHEET, choices=choices)
    if guide:
        year = fiscal_year.label(row.survey.fiscal_year)
        about = f"{year}　整理番号　{row.code}　{row.organization}"
        book.add_people_table(TITLE, about, GUIDE_COLUMNS, guide, name=GUIDE_SHEET, landscape=False)
        book.open_at(GUIDE_SHEET)
    return book.to_bytes()


def trade_names() -> tuple[str, ...]:
    return tuple(Trade.objects.order_by("order", "pk").values_list("name", flat=True))
