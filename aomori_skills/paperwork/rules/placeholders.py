"""差し込み: words in double braces that a draft fills with a person's own values.

An area declares its templates in its ``papers`` and joins them in ``papers/templates.py``;
``manage.py setup`` takes them into the table that 承認者 edits.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

PATTERN = re.compile(r"[{｛]{2}\s*([^{}｛｝]*?)\s*[}｝]{2}")
BRACES = re.compile(r"[{｛]{2}|[}｝]{2}")


@dataclass(frozen=True)
class Placeholder:
    """``{{name}}`` in a template: what it is, and an example for the preview."""

    name: str
    note: str
    sample: str


@dataclass(frozen=True)
class Template:
    """The wording with which the office begins, and what may be filled into it.

    ``items``: one line for each entry under 「記」 (見出し：内容). A line that begins with 「・」
    is an entry below it; one that starts with a full-width space goes on with the line before.
    """

    code: str
    name: str
    kind: str
    subject: str
    body: str
    items: str = ""
    placeholders: tuple[Placeholder, ...] = ()
    numbered: bool = True

    @property
    def wording(self) -> dict[str, str]:
        return {"subject": self.subject, "body": self.body, "items": self.items}

    @property
    def declaration(self) -> list[dict[str, str]]:
        """The placeholders as the table keeps them."""
        return [asdict(one) for one in self.placeholders]


def fill(text: str, values: Mapping[str, str | None]) -> str:
    """``text`` with its values; a placeholder without one stays as it is."""

    def value(found: re.Match) -> str:
        given = values.get(found[1])
        return found[0] if given in (None, "") else str(given)

    return PATTERN.sub(value, text)


def unfilled(*texts: str) -> list[str]:
    """The names that still stand in double braces, in their order, each once."""
    return list(dict.fromkeys(name for text in texts for name in PATTERN.findall(text)))


def is_broken(text: str) -> bool:
    """Whether double braces are left that belong to no placeholder."""
    return BRACES.search(PATTERN.sub("", text)) is not None
