"""公表プロフィール: one sheet of A4 per person, to hand to somebody who looks for a teacher."""

from collections.abc import Iterable
from datetime import date

from aomori_skills.base import wareki
from aomori_skills.base.pdf import Pdf, render
from aomori_skills.paperwork.rules.file_names import clean_part
from aomori_skills.paperwork.rules.pictures import plain_jpeg
from meisters.rules.publication import PROFILE, PublicProfile
from meisters.rules.publication_texts import TEXTS

PICTURE_SIZE = (450, 600)
DENSITIES = ((700, ""), (1500, "dense"), (3000, "denser"))
"""So many characters of text still fit on one page in this type."""
DENSEST = "densest"


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
    texts = [(label, getattr(one, name)) for name, label in TEXTS.items()]
    texts = [(label, text) for label, text in texts if text]
    return {
        "profile": one,
        "picture": picture,
        "facts": [(label, value) for label, value in _facts(one) if value],
        "texts": texts,
        "density": _density(sum(len(text) for _, text in texts)),
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


def _density(length: int) -> str:
    return next((css for most, css in DENSITIES if length <= most), DENSEST)
