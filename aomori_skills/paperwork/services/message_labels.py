"""宛名ラベル: two columns of six on A4, as label sheets are sold."""

from collections.abc import Iterable
from dataclasses import dataclass

from aomori_skills.base import pdf

PER_PAGE = 12


@dataclass(frozen=True)
class Label:
    """One label; the name already ends in 様 or 御中."""

    postcode: str
    address: str
    name: str


def render(messages: Iterable) -> pdf.Pdf:
    """The labels of ``messages`` in their order; without an address only the name is printed."""
    labels = [Label(one.postcode, one.address, one.addressee) for one in messages]
    sheets = [labels[start : start + PER_PAGE] for start in range(0, len(labels), PER_PAGE)]
    return pdf.render("pdf/labels.html", {"sheets": sheets}, numbered=False)
