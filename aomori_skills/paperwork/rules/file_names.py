"""Names of files: as people wrote them, but without folders, control signs and traps."""

import re
import unicodedata

NAME_LIMIT = 120
SUFFIX_LIMIT = 10
NAMELESS = "添付ファイル"
_EDGES = " .　"
_TRAPS = re.compile(r'[\x00-\x1f\x7f\\/:*?"<>|\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]')


def clean_name(name: str) -> str:
    """The last part of ``name``, composed (NFC), of bearable length, with its suffix."""
    last = (name or "").replace("\\", "/").rsplit("/", 1)[-1]
    name = _without_traps(last).rstrip(_EDGES)
    _, dot, ending = name.rpartition(".")
    suffix = dot + ending if dot and len(ending) < SUFFIX_LIMIT else ""
    stem = name.removesuffix(suffix).strip(_EDGES) or NAMELESS
    return f"{stem[: NAME_LIMIT - len(suffix)]}{suffix}"


def clean_part(text: str) -> str:
    """``text`` as a part of a file name: nothing in it that a file system would take amiss."""
    return _without_traps(text).strip(_EDGES)


def _without_traps(text: str) -> str:
    return _TRAPS.sub("", unicodedata.normalize("NFC", text))
