"""Drop-down lists of a workbook: cells that take only the values listed on a second sheet."""

from collections.abc import Mapping, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

SHEET = "入力できる値"
LAST_ROW = 5001


def different_lists(choices: Mapping[str, Sequence[str]]) -> dict[tuple[str, ...], str]:
    """Each list once, with the first heading that offers it."""
    lists: dict[tuple[str, ...], str] = {}
    for heading, values in choices.items():
        lists.setdefault(tuple(values), heading)
    return lists


def drop_down(column: int, listed_in: int, count: int) -> DataValidation:
    """The list for a column (from 0): ``count`` values in column ``listed_in`` of the sheet."""
    letter, source = get_column_letter(column + 1), get_column_letter(listed_in + 1)
    offer = DataValidation(
        type="list",
        formula1=f"'{SHEET}'!${source}$2:${source}${count + 1}",
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="入力できない値です",
        error=f"「{SHEET}」のシートにある値を選んでください。",
    )
    offer.add(f"{letter}2:{letter}{LAST_ROW}")
    return offer
