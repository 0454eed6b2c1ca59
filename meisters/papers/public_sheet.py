"""公表シート: the Excel that the center's database takes, one person a row."""

from collections.abc import Iterable
from datetime import date

from aomori_skills.base import wareki
from aomori_skills.base.workbook import Column, machine_table
from meisters.rules.publication import SHEET, PublicProfile

NAME = SHEET


def sheet_rows(people: Iterable[PublicProfile], prefecture: str) -> list[dict[str, object]]:
    """Heading → value for each person; further trades stand in columns of their own."""
    people = list(people)
    most = max((len(one.trades) for one in people), default=1)
    return [_row(one, prefecture, max(most, 1)) for one in people]


def sheet_book(rows: list[dict[str, object]]) -> bytes:
    """The workbook of ``sheet_rows``."""
    headings = list(rows[0])
    columns = [
        Column(heading, lambda row, heading=heading: row[heading], _kind(heading))
        for heading in headings
    ]
    return machine_table(columns, rows, name=NAME)


def as_text(row: dict[str, object]) -> dict[str, str]:
    """The row as it is kept and compared: what people read, without the empty cells."""
    told = {
        heading: wareki.format_date(value) if isinstance(value, date) else value
        for heading, value in row.items()
    }
    return {heading: value for heading, value in told.items() if value}


def _row(one: PublicProfile, prefecture: str, most: int) -> dict[str, object]:
    row = {
        "認定番号": one.number,
        "氏名": one.name,
        "カナ": one.kana,
        "都道府県": prefecture,
    }
    for place in range(most):
        trade = one.trades[place] if place < len(one.trades) else None
        number = str(place + 1) if place else ""
        row |= {
            f"認定職種{number}": trade.trade if trade else "",
            f"作業{number}": trade.operation if trade else "",
            f"区分{number}": trade.category if trade else "",
            f"認定年月日{number}": trade.certified_on if trade else None,
        }
    return row | {
        "活動地域": "、".join(one.regions),
        "勤務先": one.employer,
        "資格・受賞歴": "、".join(one.qualifications),
        "自己紹介・抱負": one.message,
        "指導できる内容": one.teaching,
        "主な経歴・実績": one.career,
        "写真の有無": one.photo_word,
    }


def _kind(heading: str) -> str:
    return "date" if heading.startswith("認定年月日") else "text"
