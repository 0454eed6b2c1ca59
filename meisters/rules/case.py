"""The facts of one application, gathered before the rules are asked."""

from dataclasses import dataclass, field
from datetime import date

from aomori_skills.office.rules import Rulebook


@dataclass(frozen=True)
class Case:
    """Everything that the checklist reads; the rows of the parts are plain sequences.

    ``judged_on`` is the application date, or today while that is still empty; ``duplicates`` are
    sentences naming records that look like the same person (None: nobody has looked);
    ``overrides`` maps rule to reason.
    """

    application: object
    judged_on: date
    criteria: Rulebook
    limits: Rulebook
    qualifications: tuple = ()
    practice_periods: tuple = ()
    instruction_records: tuple = ()
    consents: tuple = ()
    documents: tuple = ()
    duplicates: tuple[str, ...] | None = ()
    overrides: dict[str, str] = field(default_factory=dict)
    corner_prefecture: str = "青森県"

    @property
    def acquired_on(self) -> date | None:
        """The earliest day on which a qualification was acquired; None if no day is known."""
        days = [row.acquired_on for row in self.qualifications if row.acquired_on]
        return min(days) if days else None
