"""Application forms: labels and values in ruled boxes, filled in or to be filled by hand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from aomori_skills.base import wareki
from aomori_skills.base.pdf.rendering import Pdf, render
from aomori_skills.base.pdf.tables import PORTRAIT, cell, text
from aomori_skills.base.pdf.widths import Cell, shares
from aomori_skills.base.workbook import Column


@dataclass(frozen=True)
class FormField:
    """A labelled box; ``lines`` is its least height in lines of handwriting.

    ``choices`` are printed below one another, each behind a square that a pen can tick.
    """

    label: str
    value: object = ""
    lines: int = 1
    choices: tuple[str, ...] = ()

    @property
    def printed(self) -> str:
        return text(self.value, "number")

    @property
    def height(self) -> float:
        """Millimetres."""
        return 3 + 5 * max(self.lines, 2 * len(self.choices))


@dataclass(frozen=True)
class FormSection:
    """A group of boxes (each row one or two of them), and below it an optional ruled table.

    ``blank_rows`` empty rows follow the table's ``records``, to be written in by hand.
    ``together`` keeps a short one on one page.
    """

    title: str = ""
    rows: tuple[tuple[FormField, ...], ...] = ()
    columns: tuple[Column, ...] = ()
    records: tuple = ()
    blank_rows: int = 0
    note: str = ""
    together: bool = False

    @property
    def printed_records(self) -> list[list[Cell]]:
        filled = [[cell(column, column.of(row)) for column in self.columns] for row in self.records]
        empty = [[Cell("", "text") for _ in self.columns] for _ in range(self.blank_rows)]
        return filled + empty

    @property
    def widths(self) -> list[float]:
        """Percent of the width for each column of the table."""
        headings = [column.heading for column in self.columns]
        return shares(headings, self.printed_records, PORTRAIT)


def form(
    title: str,
    sections: Iterable[FormSection],
    *,
    code: str = "",
    name: str = "",
    issued_on: date | None = None,
    addressee: str = "",
    lead: str = "",
    note: str = "",
    template: str = "pdf/form.html",
    **more,
) -> Pdf:
    """The PDF of a form: ``name`` (様式第1号) in the left corner, ``code`` of the record right."""
    context = {
        "title": title,
        "sections": list(sections),
        "code": code,
        "name": name,
        "issued_on": wareki.format_date(issued_on) if issued_on else "",
        "addressee": addressee,
        "lead": lead,
        "note": note,
        **more,
    }
    return render(template, context, long=True)


def tick(choices: Iterable[tuple[object, str]], chosen) -> str:
    """「■有　□無」: every choice with its box, those in ``chosen`` filled."""
    picked = chosen if isinstance(chosen, list | tuple | set | frozenset) else {chosen}
    return "　".join(f"{'■' if value in picked else '□'}{label}" for value, label in choices)
