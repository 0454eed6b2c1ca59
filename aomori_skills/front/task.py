"""A kind of work that waits, wherever it is found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Task:
    """A kind of work: its words, the list it is found in, and the conditions there."""

    name: str
    label: str
    conditions: dict
    urgent: bool = False
