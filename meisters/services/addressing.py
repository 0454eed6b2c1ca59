"""How a letter or mail reaches a meister, and what it can say about the person."""

from aomori_skills.base import fiscal_year, wareki
from aomori_skills.paperwork.choices import Channel
from aomori_skills.paperwork.services.outbox import Addressee


def addressee_of(meister) -> Addressee:
    """At home: a meister answers for himself, wherever he works."""
    prefix = "" if meister.address.startswith(meister.prefecture) else meister.prefecture
    address = f"{prefix}{meister.address}" if meister.address else ""
    return Addressee(
        f"{meister.family_name}　{meister.given_name}　様",
        email=meister.email,
        postcode=meister.postcode,
        address=address,
    )


def values_of(meister, day) -> dict[str, str]:
    """Values for placeholders; wants the trades and operations of the meister loaded."""
    return {
        "氏名": meister.name,
        "認定番号": meister.number,
        "認定日": wareki.format_date(meister.certified_on),
        "認定職種": "、".join(str(row) for row in meister.trades.all()),
        "年度": fiscal_year.label(fiscal_year.of(day)),
    }


def channel_of(meister, *, letters_only: bool) -> str:
    """By mail to those who have an address, unless all shall get a letter."""
    return Channel.EMAIL if meister.email and not letters_only else Channel.LETTER
