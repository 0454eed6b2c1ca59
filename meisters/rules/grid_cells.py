"""Cells of a grid of people: which were changed here, which by somebody else meanwhile."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256


@dataclass(frozen=True)
class Typed:
    """One row as it was sent: ``seen`` is the digest of what the page had shown."""

    key: int
    seen: str
    values: dict


@dataclass(frozen=True)
class Merged:
    """Rows to write, and rows that two people changed in different ways."""

    changes: dict[int, dict] = field(default_factory=dict)
    conflicts: dict[int, dict] = field(default_factory=dict)


def digest(values: Mapping) -> str:
    """A short sum over the cells of a row, the same for empty texts and None."""
    cells = sorted((name, _plain(value)) for name, value in values.items())
    return sha256(repr(cells).encode()).hexdigest()[:16]


def cells_of(row, names: Iterable[str]) -> dict:
    return {name: getattr(row, name) for name in names}


def merge(stored: Mapping[int, Mapping], typed: Iterable[Typed]) -> Merged:
    """Whoever changed a row alone is right; a row that both changed comes back as a conflict."""
    merged = Merged()
    for row in typed:
        theirs = stored[row.key]
        sent, now = digest(row.values), digest(theirs)
        if sent in (row.seen, now):
            continue
        kept = merged.changes if now == row.seen else merged.conflicts
        kept[row.key] = row.values if kept is merged.changes else dict(theirs)
    return merged


def _plain(value) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n")
