"""The table of a list: total order, and the same rows as plain values for Excel."""

import django_tables2 as tables
from django.db.models import QuerySet

from aomori_skills.base.listing.columns import ListColumn
from aomori_skills.base.workbook import Column, machine_table


class ListTable(tables.Table):
    """Base of every list's table; the first column on the screen is the row's heading.

    ``each`` goes through the rows of the Excel; whoever wants to count them puts another there.
    """

    each = staticmethod(iter)

    def as_html_for_print(self, request) -> str:
        """All rows, without links to sort by."""
        self.orderable = False
        return self.as_html(request)

    def paginate(self, *args, **kwargs):
        self.order_totally()
        return super().paginate(*args, **kwargs)

    def order_totally(self):
        """Break ties by the key, so that no row appears on two pages or on none."""
        rows = self.data.data
        if isinstance(rows, QuerySet):
            order = rows.query.order_by or rows.query.get_meta().ordering
            if "pk" not in order and "-pk" not in order:
                self.data.data = rows.order_by(*order, "pk")

    def plain_columns(self) -> list[Column]:
        """Columns of the Excel: those of the screen and those marked ``on_screen=False``."""
        columns = []
        for bound in self._exported():
            headings = _headings(bound)
            for heading in headings:
                place = len(columns)
                is_name = heading == headings[-1]
                kind = getattr(bound.column, "kind", "text") if is_name else "text"
                columns.append(Column(heading, lambda row, place=place: row[place], kind))
        return columns

    def plain_rows(self):
        """Every row as a list of plain values, in the order of ``plain_columns``."""
        exported = self._exported()
        for row in self.each(self.rows):
            cells = []
            for bound in exported:
                cells += _cells(bound, row.get_cell_value(bound.name), row.record)
            yield cells

    def as_workbook(self, name: str) -> bytes:
        """The Excel file for machines."""
        return machine_table(self.plain_columns(), self.plain_rows(), name=name)

    def _exported(self):
        return [one for one in self.columns.iterall() if not one.column.exclude_from_export]


def _headings(bound) -> tuple[str, ...]:
    header = str(bound.header)
    column = bound.column
    return column.headings(header) if isinstance(column, ListColumn) else (header,)


def _cells(bound, value, record) -> tuple:
    column = bound.column
    return column.plain(value, record) if isinstance(column, ListColumn) else (value,)
