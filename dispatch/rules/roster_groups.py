"""A roster by 学年・組・部署: 6年2組 comes before 6年10組, and who has none comes last."""

import re
import unicodedata
from collections.abc import Iterable

NONE = "学年・組の記入なし"


def by_group(trainees: Iterable) -> list[tuple[str, list]]:
    """(name of the group, its people in their order)."""
    found: dict[str, list] = {}
    for one in trainees:
        found.setdefault(one.group.strip(), []).append(one)
    return [(name or NONE, found[name]) for name in sorted(found, key=_order)]


def _order(name: str) -> tuple:
    parts = re.split(r"([0-9]+)", unicodedata.normalize("NFKC", name))
    numbers = [int(part) if place % 2 else part for place, part in enumerate(parts)]
    return (not name, numbers, name)
