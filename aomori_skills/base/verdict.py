"""Verdicts: the answer of a rule, with the sentence that explains it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """○ is met, × is not met, ？ can't be told yet; unknown is never "no" and never "yes"."""

    YES = "○"
    NO = "×"
    UNKNOWN = "？"


@dataclass(frozen=True)
class Verdict:
    """One rule's answer.

    ``rule`` is the rule's stable code, ``title`` its name for people, ``text`` the full sentence,
    ``source`` where the rule comes from, ``hard`` whether anything but ○ stops the work, and
    ``overridden_by`` the reason of a manager who let it pass.
    """

    rule: str
    title: str
    outcome: Outcome
    text: str
    source: str = ""
    hard: bool = True
    confirmed: bool = True
    overridden_by: str = ""

    @property
    def blocks(self) -> bool:
        """True if this verdict stops the next step."""
        return self.hard and self.outcome != Outcome.YES and not self.overridden_by

    def as_dict(self) -> dict:
        """Plain data for a JSON column; ``from_dict`` reads it back."""
        return asdict(self) | {"outcome": self.outcome.value}

    @classmethod
    def from_dict(cls, data: dict) -> "Verdict":
        return cls(**(data | {"outcome": Outcome(data["outcome"])}))


def blocking(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Those of ``verdicts`` that stop the next step."""
    return [verdict for verdict in verdicts if verdict.blocks]
