"""公表: what has changed since a sheet went out."""

from collections.abc import Mapping
from dataclasses import dataclass

NUMBER, NAME = "認定番号", "氏名"
Rows = Mapping[str, Mapping[str, str]]
"""The people of a sheet: key of the person → heading → text; empty cells are left out."""


@dataclass(frozen=True)
class Change:
    """One cell: what the earlier sheet said, and what the sheet says now."""

    heading: str
    before: str
    after: str


@dataclass(frozen=True)
class PersonChange:
    """Somebody who came (追加), went (削除) or reads differently (変更)."""

    key: str
    number: str
    name: str
    kind: str
    changes: tuple[Change, ...] = ()


def changed_people(before: Rows, now: Rows) -> list[PersonChange]:
    """Differences per person and cell, in the order of the certification numbers."""
    found = [one for key in {**before, **now} if (one := _compare(key, before, now))]
    return sorted(found, key=lambda one: (one.number, one.key))


def _compare(key, before: Rows, now: Rows) -> PersonChange | None:
    if key not in before:
        return _person(key, now[key], "追加")
    if key not in now:
        return _person(key, before[key], "削除")
    old, new = before[key], now[key]
    changes = tuple(
        Change(heading, old.get(heading, ""), new.get(heading, ""))
        for heading in {**old, **new}
        if old.get(heading, "") != new.get(heading, "")
    )
    return _person(key, new, "変更", changes) if changes else None


def _person(key, cells, kind: str, changes=()) -> PersonChange:
    return PersonChange(key, cells.get(NUMBER, ""), cells.get(NAME, ""), kind, changes)
