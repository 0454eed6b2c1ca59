"""What the fictional people have in common: names of places and apples, numbers of nobody."""

from functools import cache

from aomori_skills.front.demo.rows import day, table
from aomori_skills.office.models import Municipality

AREA_CODES = {
    "東青": "017-000",
    "中南": "0172-00",
    "西北": "0173-00",
    "上北": "0176-00",
    "下北": "0175-00",
    "三八": "0178-00",
}
"""Exchanges that no telephone company gives out."""


def person_fields(row: dict[str, str], place: Municipality, number: int) -> dict:
    """The columns of ``Person`` for a row of a table; ``number`` tells the person's phone."""
    names = ("family_name", "given_name", "family_kana", "given_kana")
    has_mobile = number % 3 != 0
    return {
        **{name: row[name] for name in names},
        "birth_date": day(row["birth_date"]),
        "prefecture": "青森県",
        "municipality": place,
        **address_of(place, number),
        "phone": phone_of(place, number) if number % 4 else "",
        "mobile": f"090-0000-{number:04d}" if has_mobile or not number % 4 else "",
        "email": f"meister{number}@example.jp" if number % 5 == 0 else "",
    }


def address_of(place: Municipality, number: int) -> dict[str, str]:
    """A postcode of the municipality and a part of it that does not exist."""
    town = f"{place.name}架空町{number % 9 + 1}-{number % 23 + 1}"
    return {"postcode": _postcodes()[place.name], "address": f"{place.district}{town}"}


def phone_of(place: Municipality, number: int) -> str:
    return f"{AREA_CODES[place.region]}-{number:04d}"


@cache
def _postcodes() -> dict[str, str]:
    return {row["name"]: row["postcode"] for row in table("places.csv")}
