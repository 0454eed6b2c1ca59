"""Tables of the demo, and rows that go below a record through its service."""

import csv
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import models

FOLDER = Path(__file__).resolve().parent / "data"


def table(name: str) -> list[dict[str, str]]:
    """The rows of a file of the demo."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@dataclass
class Rows:
    """Rows of one table, for services that take the bound formsets of a page as ``parts``."""

    parent: str
    rows: list[models.Model] = field(default_factory=list)
    instance: models.Model | None = None

    def save(self) -> None:
        for row in self.rows:
            setattr(row, self.parent, self.instance)
            row.full_clean()
            row.save()
