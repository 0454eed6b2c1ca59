"""A book being written, sheet after sheet."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import chain, islice, zip_longest

import openpyxl
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from aomori_skills.base import wareki
from aomori_skills.base.workbook import drop_downs
from aomori_skills.base.workbook.cells import (
    EMPTY_FORMATS,
    MACHINE_FORMATS,
    PEOPLE_FORMATS,
    Style,
    fitting_width,
    typed,
)
from aomori_skills.base.workbook.columns import Column
from aomori_skills.base.workbook.text import clean

_SAMPLE = 200


class Workbook:
    """A book being written, sheet after sheet; ``to_bytes`` ends it."""

    def __init__(self, *, title: str = ""):
        self._book = openpyxl.Workbook(write_only=True)
        self._book.properties.title = clean(title)
        self._book.properties.creator = ""
        self._looks: dict[Style, StyleArray] = {}

    def add_machine_table(
        self,
        columns: list[Column],
        rows: Iterable,
        *,
        name: str = "一覧",
        choices: Mapping[str, Sequence[str]] | None = None,
    ):
        """One heading row, one record a row, nothing else.

        Cells below the rows take what is typed as they do. ``choices`` maps headings to the only
        values that Excel shall accept there; a second sheet lists them.
        """
        rows, sample = _sampled(rows)
        sheet = self._sheet(name, columns, sample, MACHINE_FORMATS, heading_row=1, landscape=True)
        for index, column in enumerate(columns, 1):
            letter = get_column_letter(index)
            sheet.column_dimensions[letter].number_format = EMPTY_FORMATS[column.kind]
        sheet.append([self._cell(sheet, column.heading, Style()) for column in columns])
        for row in rows:
            self._append(sheet, columns, [column.of(row) for column in columns], MACHINE_FORMATS)
        if choices:
            self._offer(sheet, [column.heading for column in columns], choices)

    def _offer(self, sheet, headings, choices):
        """Drop-down lists in ``sheet``, fed by a sheet of their own."""
        lists = drop_downs.different_lists(choices)
        columns = [
            Column(heading, lambda row, place=place: row[place])
            for place, heading in enumerate(lists.values())
        ]
        self.add_machine_table(columns, zip_longest(*lists, fillvalue=""), name=drop_downs.SHEET)
        for heading, values in choices.items():
            place = list(lists).index(tuple(values))
            sheet.data_validations.append(
                drop_downs.drop_down(headings.index(heading), place, len(values))
            )

    def add_people_table(
        self,
        title: str,
        period: str,
        columns: list[Column],
        rows: Iterable,
        *,
        totals: Mapping[str, object] | None = None,
        unit: str = "",
        issued_on: date | None = None,
        name: str = "",
        landscape: bool = True,
    ):
        """Title, period, unit and date of issue, headings, rows, and a line of totals.

        ``totals`` maps headings to values; the first column says 合計 unless it has its own.
        """
        rows, sample = _sampled(rows)
        sheet = self._sheet(
            name or title, columns, sample, PEOPLE_FORMATS, heading_row=4, landscape=landscape
        )
        about = [period, f"単位：{unit}" if unit else ""]
        about.append(f"{wareki.format_date(issued_on)}作成" if issued_on else "")
        sheet.append([self._cell(sheet, clean(title), Style(bold=True, size=14))])
        sheet.append([self._cell(sheet, clean("　".join(filter(None, about))), Style())])
        sheet.append([])
        heading = Style(bold=True, framed=True, heading=True)
        sheet.append([self._cell(sheet, column.heading, heading) for column in columns])
        for row in rows:
            values = [column.of(row) for column in columns]
            self._append(sheet, columns, values, PEOPLE_FORMATS, framed=True)
        if totals is not None:
            by_heading = {columns[0].heading: "合計"} | dict(totals)
            values = [by_heading.get(column.heading) for column in columns]
            self._append(sheet, columns, values, PEOPLE_FORMATS, framed=True, bold=True)

    def open_at(self, name: str) -> None:
        """Which sheet Excel shows first; the order of the sheets stays."""
        self._book.active = self._book.sheetnames.index(name)

    def to_bytes(self) -> bytes:
        """The finished .xlsx file."""
        stream = BytesIO()
        self._book.save(stream)
        return stream.getvalue()

    def _sheet(self, name, columns, sample, formats, *, heading_row, landscape):
        sheet = self._book.create_sheet(self._free_name(name))
        sheet.freeze_panes = f"A{heading_row + 1}"
        sheet.print_title_rows = f"{heading_row}:{heading_row}"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.oddFooter.center.text = "&P / &N"
        for index, column in enumerate(columns, 1):
            width = column.width or fitting_width(column, sample, formats)
            sheet.column_dimensions[get_column_letter(index)].width = width
        return sheet

    def _append(self, sheet, columns, values, formats, **look):
        cells = []
        for column, value in zip(columns, values, strict=True):
            content, style = typed(column.kind, value, formats)
            cells.append(self._cell(sheet, content, replace(style, **look)))
        sheet.append(cells)

    def _cell(self, sheet, value, style: Style):
        cell = WriteOnlyCell(sheet, value)
        if style not in self._looks:
            style.dress(cell)
            self._looks[style] = cell._style
        cell._style = self._looks[style]
        if isinstance(value, str):
            cell.data_type = "s"
        return cell

    def _free_name(self, name: str) -> str:
        base = re.sub(r"[\[\]:*?/\\']", " ", clean(name)).strip()[:31] or "一覧"
        taken, free, number = self._book.sheetnames, base, 2
        while free in taken:
            free = f"{base[:27]} ({number})"
            number += 1
        return free


def machine_table(columns: list[Column], rows: Iterable, *, name: str = "一覧") -> bytes:
    """A book with one table for machines."""
    book = Workbook(title=name)
    book.add_machine_table(columns, rows, name=name)
    return book.to_bytes()


def people_table(title: str, period: str, columns: list[Column], rows: Iterable, **more) -> bytes:
    """A book with one table for people; ``more`` as in ``Workbook.add_people_table``."""
    book = Workbook(title=title)
    book.add_people_table(title, period, columns, rows, **more)
    return book.to_bytes()


def _sampled(rows):
    rows = iter(rows)
    sample = list(islice(rows, _SAMPLE))
    return chain(sample, rows), sample
