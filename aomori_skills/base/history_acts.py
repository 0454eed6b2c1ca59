"""History by acts: what was done to many rows of one kind in one go is one line."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from aomori_skills.base.history import Entry

FEWEST = 3
"""From so many rows on they are one line that opens."""


@dataclass(frozen=True)
class Act:
    """A line of the history: its only entry, or several of one kind in ``parts``."""

    entry: Entry
    parts: tuple[Entry, ...] = ()

    @property
    def what(self) -> str:
        """受講者を登録; 受講者68件を登録."""
        many = f"{len(self.parts)}件" if self.parts else ""
        return f"{self.entry.subject}{many}を{self.entry.action}"


def acts(entries: Iterable[Entry]) -> list[Act]:
    """``entries`` in their order; those of one act, person, kind and action stand together."""
    found = []
    for _, same in groupby(entries, key=_key):
        rows = tuple(same)
        if len(rows) >= FEWEST and rows[0].act is not None:
            found.append(Act(rows[0], rows))
        else:
            found += [Act(one) for one in rows]
    return found


def _key(entry: Entry) -> tuple:
    return entry.act, entry.by, entry.subject, entry.action
