"""Excel out: one table for machines (heading row only) or for people (title, period, totals).

Every text is written as text, whatever it begins with; dates and numbers are real ones.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from itertools import chain, islice, zip_longest

import openpyxl
from django.db.models import Model
from django.utils import timezone
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.cell_style import StyleArray
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from aomori_skills.base import drop_downs, wareki
from aomori_skills.base.workbook_text import as_text, clean, display_width

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIRST_EXCEL_YEAR = 1901
LONGEST_NUMBER = 10**15

_WAREKI = '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@'
_MACHINE_FORMATS = {"date": "yyyy/m/d", "datetime": "yyyy/m/d h:mm"}
_PEOPLE_FORMATS = {"date": _WAREKI, "datetime": "yyyy/m/d h:mm"}
_EMPTY_FORMATS = _MACHINE_FORMATS | {
    "text": "@",
    "number": "#,##0",
    "yen": "#,##0",
    "plain": "General",
    "name": "@",
}
_LEAST_WIDTHS = {"text": 8, "name": 8, "number": 10, "yen": 12, "plain": 8, "date": 12, "datetime": 17}
_WIDEST = 60
_SAMPLE = 200
_LINE = Side(style="thin", color="999999")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADING_FILL = PatternFill("solid", fgColor="F2F2F2")
_FORMULA_STARTS = tuple("=+-@|%\t\n")
_LONGEST_TEXT_FORMAT = 255


@dataclass(frozen=True)
class _Style:
    """A look of cells; each is built once in a book."""

    number_format: str = "@"
    wrap: bool = False
    quoted: bool = False
    bold: bool = False
    size: int = 11
    framed: bool = False
    heading: bool = False

    def dress(self, cell):
        """Give ``cell`` this look."""
        cell.number_format = self.number_format
        cell.font = Font(bold=self.bold, size=self.size)
        cell.alignment = Alignment(vertical="top", wrap_text=self.wrap)
        if self.quoted:
            cell.quotePrefix = True
        if self.framed:
            cell.border = _GRID
        if self.heading:
            cell.fill = _HEADING_FILL
            cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


@dataclass(frozen=True)
class Column:
    """A column: heading, where its value comes from, and what kind of value it is.

    ``value`` is a function of the row or a path (``"client__name"``) through attributes and dict
    keys. Kinds: text, date, datetime, number (1,234), yen, plain (a number without commas, such
    as a year), name (on paper it stays on one line). A text in a number column stays a text.
    """

    heading: str
    value: str | Callable
    kind: str = "text"
    width: float | None = None

    def of(self, row):
        """The value of this column in ``row``."""
        if callable(self.value):
            return self.value(row)
        for name in self.value.split("__"):
            if row is None:
                return None
            row = row[name] if isinstance(row, Mapping) else getattr(row, name)
            row = row() if callable(row) and not isinstance(row, Model) else row
        return row


class Workbook:
    """A book being written, sheet after sheet; ``to_bytes`` ends it."""

    def __init__(self, *, title: str = ""):
        self._book = openpyxl.Workbook(write_only=True)
        self._book.properties.title = clean(title)
        self._book.properties.creator = ""
        self._looks: dict[_Style, StyleArray] = {}

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
        sheet = self._sheet(name, columns, sample, _MACHINE_FORMATS, heading_row=1, landscape=True)
        for index, column in enumerate(columns, 1):
            letter = get_column_letter(index)
            sheet.column_dimensions[letter].number_format = _EMPTY_FORMATS[column.kind]
        sheet.append([self._cell(sheet, column.heading, _Style()) for column in columns])
        for row in rows:
            self._append(sheet, columns, [column.of(row) for column in columns], _MACHINE_FORMATS)
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
            name or title, columns, sample, _PEOPLE_FORMATS, heading_row=4, landscape=landscape
        )
        about = [period, f"単位：{unit}" if unit else ""]
        about.append(f"{wareki.format_date(issued_on)}作成" if issued_on else "")
        sheet.append([self._cell(sheet, clean(title), _Style(bold=True, size=14))])
        sheet.append([self._cell(sheet, clean("　".join(filter(None, about))), _Style())])
        sheet.append([])
        heading = _Style(bold=True, framed=True, heading=True)
        sheet.append([self._cell(sheet, column.heading, heading) for column in columns])
        for row in rows:
            values = [column.of(row) for column in columns]
            self._append(sheet, columns, values, _PEOPLE_FORMATS, framed=True)
        if totals is not None:
            by_heading = {columns[0].heading: "合計"} | dict(totals)
            values = [by_heading.get(column.heading) for column in columns]
            self._append(sheet, columns, values, _PEOPLE_FORMATS, framed=True, bold=True)

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
            width = column.width or _fitting_width(column, sample, formats)
            sheet.column_dimensions[get_column_letter(index)].width = width
        return sheet

    def _append(self, sheet, columns, values, formats, **look):
        cells = []
        for column, value in zip(columns, values, strict=True):
            typed, style = _typed(column.kind, value, formats)
            cells.append(self._cell(sheet, typed, replace(style, **look)))
        sheet.append(cells)

    def _cell(self, sheet, value, style: _Style):
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


def _fitting_width(column, sample, formats) -> float:
    shown = [_shown(column.of(row), formats) for row in sample]
    widest = max(map(display_width, [column.heading, *shown]))
    return min(max(widest + 2, _LEAST_WIDTHS[column.kind]), _WIDEST)


def _shown(value, formats) -> str:
    if isinstance(value, datetime):
        return "2025/12/31 23:59"
    if isinstance(value, date):
        return wareki.format_date(value) if formats is _PEOPLE_FORMATS else "2025/12/31"
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f"{value:,}"
    return as_text(value)


def _typed(kind: str, value, formats) -> tuple[object, _Style]:
    """What Excel gets for ``value``, and its look."""
    if isinstance(value, datetime):
        value = (
            timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        )
        value = value.date() if kind == "date" else value
    if isinstance(value, date) and value.year >= FIRST_EXCEL_YEAR:
        return value, _Style(formats["datetime" if isinstance(value, datetime) else "date"])
    if isinstance(value, int | float | Decimal) and _is_number(value):
        return value, _Style(_number_format(kind, value))
    text = as_text(value)
    return text, _Style(
        "@" if len(text) <= _LONGEST_TEXT_FORMAT else "General",
        wrap="\n" in text or display_width(text) > _WIDEST,
        quoted=text.startswith(_FORMULA_STARTS),
    )


def _is_number(value) -> bool:
    return not isinstance(value, bool) and value == value and abs(value) < LONGEST_NUMBER


def _number_format(kind: str, value) -> str:
    if kind not in ("number", "yen"):
        return "General"
    return "#,##0" if value == int(value) else "#,##0.0##"
