"""Tables for people: the same declaration as an Excel of ``base/workbook.py``, on paper."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.base.pdf.missing import Missing
from aomori_skills.base.pdf.rendering import Pdf, render
from aomori_skills.base.pdf.widths import Cell, shares
from aomori_skills.base.workbook import Column

WIDE = 7
PORTRAIT, LANDSCAPE = 180, 261
"""Printed width in millimetres, as static/css/pdf.css sets the margins."""


def table(
    title: str,
    period: str,
    columns: list[Column],
    rows: Iterable,
    *,
    totals: Mapping[str, object] | None = None,
    unit: str = "",
    issued_on: date | None = None,
    office: str = "",
    conditions: str = "",
    note: str = "",
    landscape: bool | None = None,
    template: str = "pdf/table.html",
) -> Pdf:
    """A printed table: heading, period, unit, date of issue, rows, and a line of totals.

    ``totals`` maps headings to values, as in ``workbook.people_table``. ``conditions`` says what
    was filtered. More than seven columns lie on their side unless ``landscape`` says otherwise.
    """
    landscape = len(columns) > WIDE if landscape is None else landscape
    cells = [[cell(column, column.of(row)) for column in columns] for row in rows]
    foot = _totals(columns, totals)
    page = LANDSCAPE if landscape else PORTRAIT
    context = {
        "title": title,
        "period": period,
        "unit": unit,
        "issued_on": wareki.format_date(issued_on) if issued_on else "",
        "office": office,
        "conditions": conditions,
        "note": note,
        "landscape": landscape,
        "columns": columns,
        "widths": shares([column.heading for column in columns], [*cells, foot], page),
        "rows": cells,
        "totals": foot,
    }
    return render(template, context, always_numbered=True)


def cell(column: Column, value) -> Cell:
    """How ``value`` prints in ``column``."""
    return Cell(text(value, column.kind), _alignment(column.kind, value))


def text(value, kind: str = "text") -> str:
    """A value as people read it: 和暦, 1,234, はい, and nothing for None."""
    if value is None or isinstance(value, Missing):
        return value or ""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        day = wareki.format_date(local.date())
        return day if kind == "date" else f"{day} {local:%H:%M}"
    if isinstance(value, date):
        return wareki.format_date(value)
    if isinstance(value, int | float | Decimal) and kind in ("number", "yen"):
        return f"{value:,}"
    return str(value)


def _alignment(kind: str, value) -> str:
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return "number"
    if kind == "name":
        return "name"
    return "day" if kind in ("date", "datetime") else "text"


def _totals(columns, totals):
    if totals is None:
        return []
    values = {columns[0].heading: "合計"} | dict(totals)
    return [cell(column, values.get(column.heading)) for column in columns]
