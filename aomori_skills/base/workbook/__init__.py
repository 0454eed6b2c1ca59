"""Excel out: one table for machines (heading row only) or for people (title, period, totals).

Every text is written as text, whatever it begins with; dates and numbers are real ones.
"""

from aomori_skills.base.workbook.book import Workbook, machine_table, people_table
from aomori_skills.base.workbook.columns import Column
from aomori_skills.base.workbook.text import display_width

__all__ = [
    "CONTENT_TYPE",
    "Column",
    "Workbook",
    "display_width",
    "machine_table",
    "people_table",
]

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
