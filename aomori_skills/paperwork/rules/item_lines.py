"""The texts of a message as a letter needs them: paragraphs, and the entries under 「記」."""

from dataclasses import dataclass, field

from aomori_skills.base.pdf import Item

SUB, GO_ON, MARK = "・", "　", "："
LONGEST_HEADING = 12


@dataclass
class _Entry:
    heading: str
    lines: list[str]
    below: list["_Entry"] = field(default_factory=list)

    @property
    def item(self) -> Item:
        return Item("\n".join(self.lines), self.heading, tuple(one.item for one in self.below))


def paragraphs(body: str) -> tuple[str, ...]:
    """Each line that is not empty; the letter itself indents it."""
    return tuple(line.strip() for line in body.splitlines() if line.strip())


def items(text: str) -> tuple[Item, ...]:
    """One entry a line; 「・」 begins one below it, a full-width space goes on with the last."""
    found: list[_Entry] = []
    last: _Entry | None = None
    for line in text.splitlines():
        words = line.strip()
        if not words:
            continue
        if last and line.startswith(GO_ON) and not words.startswith(SUB):
            last.lines.append(words)
            continue
        last = _entry(words)
        above = found[-1].below if found and words.startswith(SUB) else found
        above.append(last)
    return tuple(entry.item for entry in found)


def _entry(words: str) -> _Entry:
    words = words.removeprefix(SUB).strip()
    heading, mark, text = _split(words)
    return _Entry(heading if mark else "", [text if mark else words])


def _split(words: str) -> tuple[str, str, str]:
    """Cut at the full-width colon after a short heading; one far behind is part of the text."""
    heading, mark, text = words.partition(MARK)
    short = 0 < len(heading.strip()) <= LONGEST_HEADING
    return (heading.strip(), mark, text.strip()) if mark and short else ("", "", words)
