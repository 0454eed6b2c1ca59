"""What Excel gets for a value, how the cell looks, and how wide its column is."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from aomori_skills.base import wareki
from aomori_skills.base.workbook.text import as_text, display_width

FIRST_EXCEL_YEAR = 1901
LONGEST_NUMBER = 10**15

_WAREKI = '[$-ja-JP-x-gannen]ggge"年"m"月"d"日";@'
MACHINE_FORMATS = {"date": "yyyy/m/d", "datetime": "yyyy/m/d h:mm"}
PEOPLE_FORMATS = {"date": _WAREKI, "datetime": "yyyy/m/d h:mm"}
EMPTY_FORMATS = MACHINE_FORMATS | {
    "text": "@",
    "number": "#,##0",
    "yen": "#,##0",
    "plain": "General",
    "name": "@",
}
_LEAST_WIDTHS = {
    "text": 8,
    "name": 8,
    "number": 10,
    "yen": 12,
    "plain": 8,
    "date": 12,
    "datetime": 17,
}
_WIDEST = 60
_LINE = Side(style="thin", color="999999")
_GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEADING_FILL = PatternFill("solid", fgColor="F2F2F2")
_FORMULA_STARTS = tuple("=+-@|%\t\n")
_LONGEST_TEXT_FORMAT = 255


@dataclass(frozen=True)
class Style:
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


def typed(kind: str, value, formats) -> tuple[object, Style]:
    """What Excel gets for ``value``, and its look."""
    if isinstance(value, datetime):
        value = (
            timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        )
        value = value.date() if kind == "date" else value
    if isinstance(value, date) and value.year >= FIRST_EXCEL_YEAR:
        return value, Style(formats["datetime" if isinstance(value, datetime) else "date"])
    if isinstance(value, int | float | Decimal) and _is_number(value):
        return value, Style(_number_format(kind, value))
    text = as_text(value)
    return text, Style(
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


def fitting_width(column, sample, formats) -> float:
    shown = [_shown(column.of(row), formats) for row in sample]
    widest = max(map(display_width, [column.heading, *shown]))
    return min(max(widest + 2, _LEAST_WIDTHS[column.kind]), _WIDEST)


def _shown(value, formats) -> str:
    if isinstance(value, datetime):
        return "2025/12/31 23:59"
    if isinstance(value, date):
        return wareki.format_date(value) if formats is PEOPLE_FORMATS else "2025/12/31"
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f"{value:,}"
    return as_text(value)
