"""Two rows that say the same of both records: what only one of them tells goes to the kept one."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from aomori_skills.base.merging.content import is_empty, text_of


@dataclass(frozen=True)
class Content:
    """What is told by a row of ``model`` beyond what it has in common with its twin.

    Columns of one group go together, and the first says whether anything is told. Two rows may
    not tell otherwise in ``groups``; in ``fills`` the kept row's text holds.
    """

    model: type[models.Model]
    words: Callable[[models.Model], str]
    groups: tuple[tuple[str, ...], ...] = ()
    fills: tuple[tuple[str, ...], ...] = ()

    @property
    def columns(self) -> list[str]:
        return [name for names in (*self.groups, *self.fills) for name in names]


@dataclass(frozen=True)
class Twin:
    """A row that stays, and the row of the kept record that says the same."""

    stays: models.Model
    kept: models.Model
    content: Content | None = None

    @property
    def gains(self) -> list[models.Field]:
        """The fields that the kept row gets from the one that stays."""
        content = self.content
        groups = (*content.groups, *content.fills) if content else ()
        return [
            self._field(name)
            for names in groups
            if self._is_empty(self.kept, names[0]) and not self._is_empty(self.stays, names[0])
            for name in names
        ]

    @property
    def differing(self) -> list[str]:
        """「氏名（回答）」 where both tell, and not the same."""
        return [
            f"{self.content.words(self.kept)}（{self._field(names[0]).verbose_name}）"
            for names in (self.content.groups if self.content else ())
            if not self._is_empty(self.kept, names[0])
            and not self._is_empty(self.stays, names[0])
            and getattr(self.kept, names[0]) != getattr(self.stays, names[0])
        ]

    @property
    def gained(self) -> str:
        """「氏名　回答：同意する、回答日：…」, empty if nothing is gained."""
        told = [(str(field.verbose_name), text_of(self.stays, field)) for field in self.gains]
        texts = "、".join(f"{label}：{text}" for label, text in told if text)
        return f"{self.content.words(self.kept)}　{texts}" if texts else ""

    @property
    def values(self) -> dict[str, object]:
        return {field.attname: getattr(self.stays, field.attname) for field in self.gains}

    def _field(self, name: str) -> models.Field:
        return self.kept._meta.get_field(name)

    def _is_empty(self, row, name: str) -> bool:
        field = self._field(name)
        value = getattr(row, field.attname)
        return is_empty(field, value) or (field.has_default() and value == field.get_default())
