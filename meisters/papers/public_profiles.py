"""公表プロフィール: one sheet of A4 per person, to hand to somebody who looks for a teacher."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil

from aomori_skills.base import wareki
from aomori_skills.base.pdf import Pdf, render
from aomori_skills.paperwork.rules.file_names import clean_part
from aomori_skills.paperwork.rules.pictures import plain_jpeg
from meisters.rules.publication import PROFILE, PublicProfile
from meisters.rules.publication_texts import TEXTS

PICTURE_SIZE = (450, 600)
PAGE = 250
"""Millimetres for the contents of a sheet."""


@dataclass(frozen=True)
class Density:
    """A size of type: signs in a line of text, and millimetres for each line, fact and heading."""

    css: str
    signs: int
    line: float
    fact: float
    heading: float


DENSITIES = (
    Density("", 44, 6.4, 9.2, 14),
    Density("dense", 49, 5.3, 8.1, 11.5),
    Density("denser", 58, 4.2, 5.8, 9.5),
    Density("densest", 71, 3.2, 4.2, 9),
)
"""From the largest; a text that fits into none runs on to a second page."""


def profiles_pdf(people: Iterable[PublicProfile], *, office, issued_on: date) -> Pdf:
    """The sheets of ``people``; ``office`` is the corner's profile, whose address stands below."""
    cards, pictures = [], {}
    for place, one in enumerate(people):
        if one.photo is not None:
            pictures[str(place)] = plain_jpeg(one.photo.read(), PICTURE_SIZE)
        cards.append(_card(one, str(place) if one.photo is not None else ""))
    context = {
        "title": "ものづくりマイスター　プロフィール",
        "cards": cards,
        "office": office,
        "issued_on": wareki.format_date(issued_on),
    }
    return render("pdf/public_profiles.html", context, numbered=False, pictures=pictures)


def file_name(one: PublicProfile) -> str:
    return f"{PROFILE}_{clean_part(one.name)}.pdf"


def _card(one: PublicProfile, picture: str) -> dict:
    facts = [(label, value) for label, value in _facts(one) if value]
    texts = [(label, getattr(one, name)) for name, label in TEXTS.items()]
    texts = [(label, text) for label, text in texts if text]
    return {
        "profile": one,
        "picture": picture,
        "facts": facts,
        "texts": texts,
        "density": _density(facts, texts, head=78 if picture else 45),
    }


def _facts(one: PublicProfile):
    days = dict.fromkeys(wareki.format_date(row.certified_on) for row in one.trades)
    return (
        ("認定職種", "\n".join(str(row) for row in one.trades)),
        ("区分", one.category),
        ("認定年月日", "、".join(days)),
        ("認定番号", one.number),
        ("活動地域", "、".join(one.regions)),
        ("勤務先", one.employer),
        ("資格・受賞歴", "\n".join(one.qualifications)),
    )


def _density(facts, texts, *, head: float) -> str:
    """The largest type in which everything stays on one page."""
    for size in DENSITIES:
        beside = int(size.signs * 0.8)
        height = head + sum(
            size.fact + (_lines(value, beside) - 1) * size.line for _, value in facts
        )
        height += sum(size.heading + _lines(text, size.signs) * size.line for _, text in texts)
        if height <= PAGE:
            return size.css
    return DENSITIES[-1].css


def _lines(text: str, signs: int) -> int:
    return sum(ceil(len(line) / signs) or 1 for line in text.splitlines())
