"""公文書: a letter declared as data, so that it can be kept and written again."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from math import ceil

from aomori_skills.base import wareki
from aomori_skills.base.pdf.missing import Missing
from aomori_skills.base.pdf.rendering import Pdf, render
from aomori_skills.base.workbook import display_width

KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモ"
UNNUMBERED, BETWEEN = "事務連絡", "　"
LABEL_WIDTH, HEADING_GAP = 2, 1.5
SPREAD = 7
"""Headings are spread to the longest of them, but over no more letters than these."""

LINE, ROOMY, DENSE = 43, 17, 34
"""Letters in a line of the text; lines that fit a page as it is, and at most when set closely."""
WHOLE, NAME = 24, re.compile(r"[^ ]{1,8} [^ ]{1,8}、?")
"""So many letters stay on one line; in a longer list of people each name does."""
SHORT_LINE = 32


class Seal(StrEnum):
    """What is beside the sender's name: room for the seal, 「（公印省略）」, or nothing."""

    SPACE = "space"
    OMITTED = "omitted"
    NONE = "none"


@dataclass(frozen=True)
class Item:
    """One entry under 「記」: an optional heading (日時), its text, and entries below it."""

    text: str = ""
    heading: str = ""
    items: tuple["Item", ...] = ()


@dataclass(frozen=True)
class Contact:
    """The block at the foot: lines of label and value (担当 / 電話 / FAX / メール)."""

    name: str
    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Letter:
    """A letter of the office. An empty ``number`` makes it a 事務連絡, which has no seal."""

    subject: str
    addressees: tuple[str, ...]
    sender: tuple[str, ...]
    issued_on: date
    paragraphs: tuple[str, ...]
    items: tuple[Item, ...] = ()
    contact: Contact | None = None
    number: str = ""
    seal: Seal = Seal.SPACE

    @property
    def number_line(self) -> str:
        return self.number or UNNUMBERED

    @property
    def subject_parts(self) -> tuple[str, str]:
        """（依頼） and the like stay on one line."""
        words, mark, kind = self.subject.rpartition("（")
        return (words, mark + kind) if words and kind.endswith("）") else (self.subject, "")

    @property
    def date_line(self) -> str:
        return wareki.format_date(self.issued_on)

    @property
    def has_seal_space(self) -> bool:
        return bool(self.number) and self.seal == Seal.SPACE

    @property
    def omits_seal(self) -> bool:
        return bool(self.number) and self.seal == Seal.OMITTED

    @property
    def sender_is_short(self) -> bool:
        return _fit_one_line(self.sender)

    @property
    def contact_is_short(self) -> bool:
        return _fit_one_line("".join(pair) for pair in self.contact.lines)

    @property
    def density(self) -> str:
        """Set more closely where that may save a page."""
        entries = self.entries()
        lines = sum(_lines(one, LINE - 1) for one in self.paragraphs)
        lines += sum(one.lines for one in entries)
        return "dense" if ROOMY < lines <= DENSE else ""

    def entries(self) -> list["Entry"]:
        """The items in printing order, each with its label."""
        return list(_entries(self.items, level=1))

    def as_dict(self) -> dict:
        """Plain data for a JSON column; ``from_dict`` reads it back."""
        return asdict(self) | {"issued_on": self.issued_on.isoformat(), "seal": self.seal.value}

    @classmethod
    def from_dict(cls, data: dict) -> "Letter":
        contact = data["contact"]
        return cls(
            subject=data["subject"],
            addressees=tuple(data["addressees"]),
            sender=tuple(data["sender"]),
            issued_on=date.fromisoformat(data["issued_on"]),
            paragraphs=tuple(data["paragraphs"]),
            items=_items(data["items"]),
            contact=contact and Contact(contact["name"], tuple(map(tuple, contact["lines"]))),
            number=data["number"],
            seal=Seal(data["seal"]),
        )


@dataclass(frozen=True)
class Entry:
    """A printed line under 「記」; its heading is spread over the width of the longest one."""

    level: int
    label: str
    text: str
    heading: str = ""
    longest_heading: int = 0

    @property
    def spread(self) -> float:
        """Space between the heading's letters, in em."""
        gaps = len(self.heading) - 1
        return round((self._width - len(self.heading)) / gaps, 3) if gaps > 0 else 0

    @property
    def spreading(self) -> str:
        """CSS of the heading."""
        return f"width: {self._width + HEADING_GAP}em; letter-spacing: {self.spread}em"

    @property
    def hanging(self) -> str:
        """CSS of the line: its second line begins under the text."""
        return f"padding-left: {self._indent}em; text-indent: -{self._indent}em"

    @property
    def pieces(self) -> list[list[list[tuple[str, bool]]]]:
        """The lines of the text, cut where a name, a place or a role ends; which stay whole."""
        if isinstance(self.text, Missing):
            return [[[(self.text, True)]]]
        return [[_parts(one) for one in line.split(BETWEEN)] for line in self.text.split("\n")]

    @property
    def lines(self) -> int:
        """How many it takes on paper, about."""
        room = LINE - self._indent - 2 * (self.level - 1)
        return sum(_lines(one, room) for one in self.text.split("\n"))

    @property
    def _width(self) -> int:
        return max(self.longest_heading, len(self.heading))

    @property
    def _indent(self) -> float:
        return LABEL_WIDTH + (self._width + HEADING_GAP if self.heading else 0)


def letter(
    letter: Letter, *, template: str = "pdf/letter.html", draft: bool = False, **more
) -> Pdf:
    """The PDF of ``letter``; a draft carries 「案」. ``more`` is context for an area's template."""
    context = {"letter": letter, "draft": draft, **more}
    paper = render(template, context | {"density": letter.density})
    if letter.density and paper.pages > 1:
        return render(template, context | {"density": ""}, long=True)
    return paper


def _fit_one_line(lines: Iterable[str]) -> bool:
    """Lines that need no measuring, which takes a third of the time of a letter."""
    return all(len(line) <= SHORT_LINE for line in lines)


def _lines(text: str, room: float) -> int:
    return max(1, ceil(display_width(str(text)) / 2 / room))


def _parts(piece: str) -> list[tuple[str, bool]]:
    if len(piece) <= WHOLE:
        return [(piece, True)]
    return [(part, bool(NAME.fullmatch(part))) for part in re.split("(?<=、)", piece) if part]


def _items(data) -> tuple[Item, ...]:
    return tuple(Item(item["text"], item["heading"], _items(item["items"])) for item in data)


def _entries(items, level):
    lengths = (len(item.heading) for item in items)
    longest = max((length for length in lengths if length <= SPREAD), default=0)
    for position, item in enumerate(items):
        yield Entry(level, _label(level, position), item.text, item.heading, longest)
        yield from _entries(item.items, level + 1)


def _label(level: int, position: int) -> str:
    katakana = KATAKANA[position % len(KATAKANA)]
    return {1: f"{position + 1}", 2: f"({position + 1})", 3: katakana}.get(level, f"({katakana})")
