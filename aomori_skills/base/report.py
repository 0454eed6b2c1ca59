"""A report: one declaration that the index page, the download and the tests all read.

Each area lists its own in ``reports.REPORTS``::

    REPORTS = (
        Report("trades-by-region", "職種別・圏域別登録者数", "meisters.view_meisters",
               "年度末（今年度は本日）現在の登録者数です。", COLUMNS, rows, totals=sums),
    )
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from aomori_skills.base import fiscal_year
from aomori_skills.base.workbook import Column, people_table


@dataclass(frozen=True)
class Report:
    """A table of one fiscal year.

    ``columns`` are a list or, where they depend on the data, a function of the fiscal year;
    ``rows(year)`` gives the rows and ``totals(year)`` heading → value. A report with ``personal``
    data asks for a purpose and is written into the log of disclosures.
    """

    slug: str
    title: str
    permission: str
    description: str
    columns: list[Column] | Callable[[int], list[Column]]
    rows: Callable[[int], Iterable]
    totals: Callable[[int], Mapping[str, object]] | None = None
    unit: str = ""
    personal: bool = False

    def columns_of(self, year: int) -> list[Column]:
        return self.columns(year) if callable(self.columns) else self.columns

    def render(self, year: int, *, issued_on) -> tuple[bytes, int]:
        """The Excel sheet for people, and how many rows it has."""
        rows = list(self.rows(year))
        content = people_table(
            self.title,
            fiscal_year.label(year),
            self.columns_of(year),
            rows,
            totals=self.totals(year) if self.totals else None,
            unit=self.unit,
            issued_on=issued_on,
        )
        return content, len(rows)
