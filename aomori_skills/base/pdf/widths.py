"""Widths of a table's columns, computed here because measuring is slow inside WeasyPrint."""

from dataclasses import dataclass

from aomori_skills.base.workbook import display_width

EM = 3.175
"""Millimetres of a full-width character at 9 pt."""

HALF = 0.56 * EM
PADDING = 3.6
SHORTEST, LONGEST = 4, 44
LEAST_TEXT = 8


@dataclass(frozen=True)
class Cell:
    """A printed value and its kind: text wraps, a number, a day or a name stays on one line."""

    text: str
    kind: str


def shares(headings: list[str], rows: list[list[Cell]], page: float) -> list[float]:
    """Percent of ``page`` millimetres for each column: as its content needs, texts giving way."""
    columns = [[row[place] for row in rows if row] for place in range(len(headings))]
    needs = [_need(heading, cells) for heading, cells in zip(headings, columns, strict=True)]
    fixed = [_least(heading, cells) for heading, cells in zip(headings, columns, strict=True)]
    spare = page - sum(fixed)
    wishes = [need - least for need, least in zip(needs, fixed, strict=True)]
    if spare > 0 and sum(wishes) > spare:
        widths = [
            least + wish * spare / sum(wishes) for least, wish in zip(fixed, wishes, strict=True)
        ]
    else:
        widths = needs
    total = sum(widths)
    return [round(width * 100 / total, 2) for width in widths]


def _need(heading: str, cells: list[Cell]) -> float:
    longest = max(display_width(text) for text in (heading, *(cell.text for cell in cells)))
    return _millimetres(min(max(longest, SHORTEST), LONGEST))


def _least(heading: str, cells: list[Cell]) -> float:
    unbroken = [display_width(cell.text) for cell in cells if cell.kind != "text"]
    wrapped = min(max(display_width(heading), SHORTEST), LEAST_TEXT)
    return _millimetres(min(max([wrapped, *unbroken]), LONGEST))


def _millimetres(characters: int) -> float:
    return characters * HALF + PADDING
