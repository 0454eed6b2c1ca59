"""Rows of the center's answer, pasted from Excel: read as they stand, matched by our number."""

import csv
from dataclasses import dataclass
from io import StringIO

from aomori_skills.base.kana import fold
from meisters.choices import Result

HEADINGS = ("申請番号", "氏名", "結果", "日付", "認定番号", "内容", "回答期限")
MOST_ROWS = 500
_WORDS = {result.label: result.value for result in Result} | {"": Result.PENDING.value}


@dataclass(frozen=True)
class PastedRow:
    """One row's texts; ``result`` is already a code, the date still what was typed."""

    number: str
    name: str
    result: str
    result_on: str
    meister_number: str
    comment: str
    reply_due_on: str


@dataclass(frozen=True)
class Pasted:
    """What was understood: rows by the key of their item, and sentences about the others."""

    rows: dict[int, PastedRow]
    problems: tuple[str, ...]


def read_pasted(text: str, items) -> Pasted:
    """Match the lines of ``text`` with ``items`` (BatchItems with their application)."""
    by_number = {_key(item.application.number): item for item in items}
    rows, problems = {}, []
    lines = list(csv.reader(StringIO(text, newline=""), delimiter="\t"))
    for position, cells in enumerate(lines[:MOST_ROWS], 1):
        cells = [cell.strip() for cell in cells]
        if not any(cells) or _is_heading(cells):
            continue
        known = (*cells[: len(HEADINGS)], *[""] * (len(HEADINGS) - len(cells)))
        number, name, word, day, meister_number, comment, due = known
        problem = _problem(by_number, rows, number, name, word)
        if problem:
            problems.append(f"{position}行目：{problem}")
            continue
        item = by_number[_key(number)]
        rows[item.pk] = PastedRow(number, name, _WORDS[word], day, meister_number, comment, due)
    if len(lines) > MOST_ROWS:
        problems.append(f"{MOST_ROWS}行を超えた分は読み取っていません。分けて貼り付けてください。")
    return Pasted(rows, tuple(problems))


def _problem(by_number, rows, number, name, word) -> str:
    """Why a row can't be used; "" if it can."""
    item = by_number.get(_key(number))
    if item is None:
        return f"申請番号「{number}」（{name or '氏名なし'}）は、この提出にありません。"
    if item.pk in rows:
        return f"申請番号{number}が重複しています。"
    if name and fold(name) != fold(item.application.name):
        return (
            f"申請番号{number}の氏名が「{name}」ですが、申請では「{item.application.name}」です。"
        )
    if word not in _WORDS:
        words = "・".join(result.label for result in Result)
        return f"申請番号{number}の結果「{word}」は、{words}のどれかにしてください。"
    return ""


def _is_heading(cells) -> bool:
    return cells[0] in ("番号", "No.", "No") or cells[0] in HEADINGS


def _key(number: str) -> str:
    return fold(number).replace("ー", "-")
