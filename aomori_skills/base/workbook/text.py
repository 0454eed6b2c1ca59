"""Text as a cell of a workbook can hold it."""

import re
import unicodedata

CELL_LIMIT = 32_767
CUT_MARK = "…（長いため以下省略）"
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff\ud800-\udfff]")


def as_text(value) -> str:
    """The words of a value; nothing for None and for what is no number."""
    if value is None or value != value:
        return ""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    return clean(str(value))


def clean(text: str) -> str:
    """Without characters that a workbook can't hold, and no longer than a cell can be."""
    text = _ILLEGAL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    units = text.encode("utf-16-le")
    if len(units) <= CELL_LIMIT * 2:
        return text
    return units[: (CELL_LIMIT - len(CUT_MARK)) * 2].decode("utf-16-le", "ignore") + CUT_MARK


def display_width(text: str) -> int:
    """Columns that the longest line takes, full-width characters counting two."""
    lines = text.split("\n")
    return max(
        sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line)
        for line in lines
    )
