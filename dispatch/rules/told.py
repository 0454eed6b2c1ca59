"""Whom to tell when a session changes."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Told:
    """Somebody to tell: who, as what, and how to reach them."""

    name: str
    role: str
    phone: str = ""

    def __str__(self):
        return f"{self.name}（{self.role}）"
