"""宛名ラベル: two columns of six on A4, as label sheets are sold."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from aomori_skills.base import pdf
from aomori_skills.base.workbook import display_width

PER_PAGE = 12
SIZES = (("large", 27, 16, 5.8, 11, 8.3), ("long", 28, 20, 4.6, 15, 6))
"""Name, room in millimetres, characters a line and height of a line of address and of name."""

SMALLEST = "longest"


@dataclass(frozen=True)
class Label:
    """One label; the name already ends in 様 or 御中."""

    postcode: str
    address: str
    name: str

    @property
    def size(self) -> str:
        """The largest letters in which all of it fits."""
        for size, room, address_length, address_line, name_length, name_line in SIZES:
            height = _lines(self.address, address_length) * address_line
            if height + _lines(self.name, name_length) * name_line <= room:
                return size
        return SMALLEST


def _lines(text: str, length: int) -> int:
    return ceil(display_width(text) / (2 * length))


def render(messages: Iterable) -> pdf.Pdf:
    """The labels of ``messages`` in their order; without an address only the name is printed."""
    labels = [Label(one.postcode, one.address, one.addressee) for one in messages]
    sheets = [labels[start : start + PER_PAGE] for start in range(0, len(labels), PER_PAGE)]
    return pdf.render("pdf/labels.html", {"sheets": sheets}, numbered=False)
