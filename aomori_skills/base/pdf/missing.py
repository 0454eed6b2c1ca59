"""Values that the office has not set: printed visibly, never printed away."""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass

from django.utils.html import format_html

_MARK = '<mark class="missing" title="{}">{}</mark>'
_IN_HTML = re.compile(r'<mark class="missing" title="([^"]*)">【未設定：([^】]*)】</mark>')


class Missing(str):
    """A text that stands where a value should be: ``Missing("公文書記号", "コーナーの設定")``.

    ``name`` says what is missing, ``where`` on which screen it is set.
    """

    __slots__ = ("name", "where")

    def __new__(cls, name: str, where: str = ""):
        text = super().__new__(cls, f"【未設定：{name}】")
        text.name, text.where = name, where
        return text

    def __html__(self) -> str:
        return format_html(_MARK, self.where, str(self))

    @property
    def sentence(self) -> str:
        """What to set and where, as one sentence."""
        place = f"「{self.where}」で" if self.where else ""
        return f"{place}{self.name}を設定してください。"


class MissingValues(Exception):
    """A paper that can't be issued yet; its text says what to set, one sentence for each screen."""

    def __init__(self, missing):
        self.missing = tuple(missing)
        super().__init__("".join(self._sentences()))

    def _sentences(self):
        for where in dict.fromkeys(value.where for value in self.missing):
            names = "、".join(value.name for value in self.missing if value.where == where)
            place = f"「{where}」で" if where else ""
            yield f"{place}{names}を設定してから発行してください。"


def missing_values(context) -> tuple[Missing, ...]:
    """Every Missing inside ``context``: mappings, sequences, sets and dataclasses, at any depth."""
    return unique(_walk(context))


def missing_in_html(html: str) -> tuple[Missing, ...]:
    """Every Missing that a template has printed."""
    return unique(Missing(name, where) for where, name in _IN_HTML.findall(html))


def unique(found) -> tuple[Missing, ...]:
    """``found`` in its order, each name once."""
    return tuple({value.name: value for value in found}.values())


def _walk(value):
    if isinstance(value, Missing):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _walk(item)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _walk(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _walk(getattr(value, field.name))
