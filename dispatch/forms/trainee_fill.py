"""Rows from a paste or a file, put into the table of the roster as if they had been typed."""

from collections import defaultdict
from collections.abc import Iterable

from aomori_skills.base.kana import fold
from aomori_skills.base.keys import is_key
from dispatch.forms.trainees import MORE_ROWS, TraineeRows
from meisters.choices import Answer

PREFIX = TraineeRows.relation
NAMES = ("order", "name", "kana", "group", "age", "photo_consent", "note")


def filled(data, rows: Iterable[dict[str, str]], *, only: bool):
    """A copy of what was sent with ``rows`` in it; ``only`` marks what is not among them.

    A row finds its trainee by the name. A number of the paste is taken only with ``only`` or into
    an empty table: beside others it would meet theirs.
    """
    data = data.copy()
    count = _count(data)
    places = defaultdict(list)
    empty = []
    for place in range(count):
        name = fold(data.get(f"{PREFIX}-{place}-name", ""))
        if name:
            places[name].append(place)
        elif not is_key(data.get(f"{PREFIX}-{place}-id") or ""):
            empty.append(place)
    numbered = only or not places
    for row in rows:
        known = places[fold(row["name"])]
        place = known.pop(0) if known else empty.pop(0) if empty else count
        count = max(count, place + 1)
        _put(data, place, row, numbered=numbered)
    if only:
        for place in (one for left in places.values() for one in left):
            data[f"{PREFIX}-{place}-DELETE"] = "on"
    more = 0 if empty else MORE_ROWS
    for place in range(count, count + more):
        data[f"{PREFIX}-{place}-photo_consent"] = Answer.UNKNOWN.value  # as an empty row has it
    data[f"{PREFIX}-TOTAL_FORMS"] = str(count + more)
    return data


def _put(data, place: int, row: dict[str, str], *, numbered: bool) -> None:
    """Empty cells leave what is known."""
    for name in NAMES:
        key = f"{PREFIX}-{place}-{name}"
        keeps = name == "order" and not numbered
        unknown = row[name] in ("", "unknown")
        if (keeps or unknown) and key in data:
            continue
        data[key] = "" if keeps else row[name]
    data.pop(f"{PREFIX}-{place}-DELETE", None)


def _count(data) -> int:
    told = data.get(f"{PREFIX}-TOTAL_FORMS") or ""
    return min(int(told), TraineeRows.absolute_max) if is_key(told) else 0
