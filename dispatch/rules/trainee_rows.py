"""Rows of a roster as they come from Excel, pasted or in a file; nothing is checked yet."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from aomori_skills.base.fields import clean_text
from aomori_skills.base.kana import fold
from meisters.choices import Answer

ORDER, NAME, KANA, GROUP = "番号", "氏名", "氏名（カナ）", "学年・組・部署"
AGE, PHOTO, NOTE = "年齢", "写真の同意", "備考"
HEADINGS = (ORDER, NAME, KANA, GROUP, AGE, PHOTO, NOTE)
FIELDS = {
    ORDER: "order",
    NAME: "name",
    KANA: "kana",
    GROUP: "group",
    AGE: "age",
    PHOTO: "photo_consent",
    NOTE: "note",
}
CODE = "派遣依頼の番号"
MOST_ROWS = 500
_KEYS = {fold(heading): heading for heading in HEADINGS} | {
    "no.": ORDER,
    "no": ORDER,
    fold("フリガナ"): KANA,
    fold("カナ"): KANA,
    **{fold(word): GROUP for word in ("学年・組", "学年", "組", "クラス", "学科", "部署", "所属")},
}
_WORDS = {
    Answer.YES.value: ("はい", "○", "〇", "有", "あり", "同意", "同意する", "可"),
    Answer.NO.value: ("いいえ", "×", "✕", "無", "なし", "同意しない", "不可"),
    Answer.UNKNOWN.value: ("", "未確認", "－", "-", "?", "？"),
}
_CONSENT = {fold(word): value for value, words in _WORDS.items() for word in words}


@dataclass(frozen=True)
class TraineeRows:
    """Texts by the form's fields, one dict a trainee, and sentences about what was not taken."""

    rows: tuple[dict[str, str], ...]
    problems: tuple[str, ...] = ()


def read_pasted(text: str) -> TraineeRows:
    """Columns follow a row of headings, else their usual order; 番号 may be missing."""
    lines = list(csv.reader(StringIO(text, newline=""), delimiter="\t"))
    columns: Sequence[str] | None = None
    found, ignored = [], []
    for position, line in enumerate(lines, 1):
        cells = [clean_text(cell) for cell in line]
        if not any(cells):
            continue
        if columns is None and (named := _named(cells)):
            columns = named
            ignored = [cell for cell, name in zip(cells, named, strict=True) if cell and not name]
            continue
        found.append((f"{position}行目", _by_heading(columns or _usual(cells), cells)))
    read = read_rows(found)
    if not (ignored and read.rows):
        return read
    told = f"次の見出しの列は、入れるところがないため読み取っていません：{'、'.join(ignored)}。"
    return TraineeRows(read.rows, (told, *read.problems))


def _by_heading(columns: Sequence[str], cells: list[str]) -> dict[str, str]:
    """Heading → text; what two columns tell of the same (学年 and 組) is put together."""
    found: dict[str, str] = {}
    for heading, cell in zip(columns, cells, strict=False):
        found[heading] = f"{found.get(heading, '')} {cell}".strip()
    return found


def read_rows(found: Iterable[tuple[str, Mapping[str, str]]]) -> TraineeRows:
    """(where it stands, heading → text) of each row; a row without anything is none."""
    rows, problems, unread = [], [], {}
    for place, cells in found:
        values = {name: str(cells.get(heading, "")) for heading, name in FIELDS.items()}
        if not any(value for name, value in values.items() if name != "order"):
            continue
        if len(rows) == MOST_ROWS:
            problems.append(f"{MOST_ROWS}人を超えた分（{place}から）は読み取っていません。")
            break
        values["order"] = _number(values["order"])
        values["age"] = _number(re.sub("[歳才]$", "", values["age"]))
        word = values["photo_consent"]
        values["photo_consent"] = _CONSENT.get(fold(word), Answer.UNKNOWN.value)
        if fold(word) not in _CONSENT:
            unread.setdefault(word, []).append(place)
        rows.append(values)
    told = [_unread(word, places) for word, places in unread.items()]
    return TraineeRows(tuple(rows), (*told, *_freed_of_twins(rows), *problems))


def _freed_of_twins(rows: list[dict[str, str]]) -> list[str]:
    """Numbers that come twice (two classes one below the other) are those of nobody."""
    numbers = [row["order"] for row in rows if row["order"]]
    if len(numbers) == len(set(numbers)):
        return []
    for row in rows:
        row["order"] = ""
    return [f"{ORDER}に同じものがあるため、{ORDER}は読み取らず、上から順に付けます。"]


def _unread(word: str, places: list[str]) -> str:
    more = f"など{len(places)}行" if len(places) > 1 else ""
    return f"{places[0]}{more}：{PHOTO}の「{word}」は読み取れないため、未確認にしました。"


def _named(cells: list[str]) -> list[str] | None:
    """The headings, if this is the row of headings; what is no heading of ours is passed over."""
    known = [_KEYS.get(fold(cell), "") for cell in cells]
    return known if NAME in known else None


def _usual(cells: list[str]) -> Sequence[str]:
    first = unicodedata.normalize("NFKC", cells[0])
    return HEADINGS if not first or first.isdecimal() else HEADINGS[1:]


def _number(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
