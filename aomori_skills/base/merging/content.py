"""The fields of two records side by side: what the kept one has, what it gets from the other."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models

from aomori_skills.base import wareki

KEPT, LOST, BOTH = "kept", "lost", "both"
UNKNOWN = "unknown"
NOTE = "note"
"""The field 備考 of every record."""


@dataclass(frozen=True)
class Choice:
    """One field that the lost record has and the kept one has not, or has otherwise.

    Of texts of several lines both can be kept, one below the other.
    """

    name: str
    label: str
    kept: str
    lost: str
    is_open: bool
    is_joinable: bool

    @property
    def default(self) -> str:
        """What is chosen before anybody chooses: of two 備考 nothing is lost."""
        return BOTH if self.is_joinable and self.name == NOTE else KEPT


@dataclass(frozen=True)
class Taken:
    """A field of the kept record that changed."""

    label: str
    before: str
    after: str


def compare(kept: models.Model, lost: models.Model, names: tuple[str, ...]) -> list[Choice]:
    """The fields ``names`` in which something is to be taken or chosen."""
    choices = []
    for name in names:
        field = kept._meta.get_field(name)
        mine, theirs = getattr(kept, field.attname), getattr(lost, field.attname)
        if is_empty(field, theirs) or mine == theirs:
            continue
        is_open = not is_empty(field, mine)
        choices.append(
            Choice(
                name=name,
                label=str(field.verbose_name),
                kept=text_of(kept, field),
                lost=text_of(lost, field),
                is_open=is_open,
                is_joinable=is_open and isinstance(field, models.TextField),
            )
        )
    return choices


def take(
    kept: models.Model, lost: models.Model, choices: list[Choice], chosen: Mapping[str, str]
) -> list[Taken]:
    """Fill ``kept`` (not saved): what was empty, and what was ``chosen`` from the other.

    What only one record may have is taken away from ``lost`` (not saved either).
    """
    taken = []
    for choice in choices:
        field = kept._meta.get_field(choice.name)
        answer = chosen.get(choice.name, KEPT) if choice.is_open else LOST
        if answer == KEPT:
            continue
        value = getattr(lost, field.attname)
        if answer == BOTH and choice.is_joinable:
            value = f"{getattr(kept, field.attname)}\n{value}"
        setattr(kept, field.attname, value)
        if field.unique:
            setattr(lost, field.attname, None)
        taken.append(Taken(choice.label, choice.kept, text_of(kept, field)))
    return taken


def text_of(row: models.Model, field: models.Field) -> str:
    """The value of ``field`` as people read it."""
    value = getattr(row, field.name)
    if value is None or value == "" or value == []:
        return ""
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        words = dict(field.base_field.flatchoices or ())
        return "、".join(str(words.get(item, item)) for item in value)
    if isinstance(value, date):
        return wareki.format_date(value)
    return str(value)


def is_empty(field, value) -> bool:
    return value in (None, "", []) or bool(field.choices and value == UNKNOWN)
