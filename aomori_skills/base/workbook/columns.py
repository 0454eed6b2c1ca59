"""Columns of a table: what they say and where it comes from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db.models import Model


@dataclass(frozen=True)
class Column:
    """A column: heading, where its value comes from, and what kind of value it is.

    ``value`` is a function of the row or a path (``"client__name"``) through attributes and dict
    keys. Kinds: text, date, datetime, number (1,234), yen, plain (a number without commas, such
    as a year), name (on paper it stays on one line). A text in a number column stays a text.
    """

    heading: str
    value: str | Callable
    kind: str = "text"
    width: float | None = None

    def of(self, row):
        """The value of this column in ``row``."""
        if callable(self.value):
            return self.value(row)
        for name in self.value.split("__"):
            if row is None:
                return None
            row = row[name] if isinstance(row, Mapping) else getattr(row, name)
            row = row() if callable(row) and not isinstance(row, Model) else row
        return row
