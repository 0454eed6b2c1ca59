"""宛名ラベル: two columns of six on A4, as label sheets are sold."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from aomori_skills.base import pdf
from aomori_skills.base.workbook import display_width

PER_PAGE = 12
SIZES = (("large", 27, 16, 5.8, 11, 8.3), ("long", 28, 20, 4.6, 15, 6))
"""Name, room in millimetres, characters a line and height of a line of address and of name."""

SMALLEST, SMALLEST_NAME = "longest", 18
SPACE = "\u3000"


@dataclass(frozen=True)
class Label:
    """One label; the name already ends in 様 or 御中."""

    postcode: str
    address: str
    name: str

    @property
    def size(self) -> str:
        """The largest letters in which all of it fits."""
        return self._fit[0]

    @property
    def name_lines(self) -> list[str]:
        """The organization first, the person and 様 together on the last."""
        return _broken(self.name, self._fit[1])

    @property
    def _fit(self) -> tuple[str, int]:
        for size, room, address_length, address_line, name_length, name_line in SIZES:
            height = _lines(self.address, address_length) * address_line
            names = sum(_lines(line, name_length) for line in _broken(self.name, name_length))
            if height + names * name_line <= room:
                return size, name_length
        return SMALLEST, SMALLEST_NAME


def _broken(name: str, length: int) -> list[str]:
    """``name`` in lines that break between its words; they are filled from the last one up."""
    lines: list[str] = []
    for word in reversed(name.split(SPACE)):
        longer = f"{word}{SPACE}{lines[0]}" if lines else word
        if lines and _lines(longer, length) == 1:
            lines[0] = longer
        else:
            lines.insert(0, word)
    return lines


def _lines(text: str, length: int) -> int:
    return ceil(display_width(text) / (2 * length))


def render(messages: Iterable) -> pdf.Pdf:
    """The labels of ``messages`` in their order; without an address only the name is printed."""
    labels = [Label(one.postcode, one.address, one.addressee) for one in messages]
    sheets = [labels[start : start + PER_PAGE] for start in range(0, len(labels), PER_PAGE)]
    return pdf.render("pdf/labels.html", {"sheets": sheets}, numbered=False)
