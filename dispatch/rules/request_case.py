"""The facts of one request, gathered before the rules are asked."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from aomori_skills.base.verdict import Outcome, Verdict
from aomori_skills.office.rules import Rulebook
from dispatch.rules import usage
from dispatch.rules.readiness import Roster
from dispatch.rules.usage import MEASURES, Meter, Usage
from dispatch.rules.year_rows import Bound, concerns, limit_of


@dataclass(frozen=True)
class Finding:
    """A verdict, and how far beyond the rule the request goes (None: that has no measure)."""

    verdict: Verdict
    excess: Decimal | None = None


@dataclass(frozen=True)
class Excuse:
    """What a manager let pass; ``number`` names the other request for which that was."""

    rule: str
    reason: str
    finding: str
    allowed: Decimal | None
    number: str = ""

    def covers(self, found: Finding) -> bool:
        """It covers no more than what was let pass: so far beyond the rule, or just this."""
        verdict = found.verdict
        if verdict.rule != self.rule or verdict.outcome != Outcome.NO:
            return False
        if found.excess is None or self.allowed is None:
            return not self.number and verdict.text == self.finding
        return found.excess <= self.allowed


@dataclass(frozen=True)
class RequestCase:
    """Everything that the check reads.

    ``roster_ages`` are those of the youngest and the oldest of the roster, if it tells any;
    ``used`` is what the client's other requests of the year take in the same area; ``excuses``
    are those of the request, and those of the client's other requests for caps of the year.
    """

    request: object
    client: object
    trade: object
    wished: tuple[date, ...]
    materials: tuple
    book: Rulebook
    skilled: Rulebook
    used: Usage = field(default_factory=Usage)
    excuses: tuple[Excuse, ...] = ()
    further_trades: tuple = ()
    roster_ages: tuple[int, int] | None = None
    roster: Roster = field(default_factory=Roster)

    @property
    def first_day(self) -> date | None:
        return min(self.wished, default=None)

    def rows(self, *rules: str) -> list:
        """The year's rows of these names that concern the client."""
        return [
            row
            for row in self.book.rows
            if row.rule in rules and concerns(row, self.request.kind, self.client.kind)
        ]

    def cap(self, rule: str) -> Decimal | None:
        """The lowest upper bound of a rule; None without one."""
        values = [
            row.value
            for row in self.rows(rule)
            if row.value is not None and limit_of(row).bound != Bound.LEAST
        ]
        return min(values, default=None)

    def meters(self) -> list[Meter]:
        """The running counts of the client, with this request."""
        own = usage.of_request(self.request, self.materials)
        return [
            Meter(
                measure,
                Decimal(getattr(self.used, measure.name)),
                Decimal(getattr(own, measure.name)),
                self.cap(measure.rule) if measure.rule else None,
                self.used.unknown(measure.name) + own.unknown(measure.name),
                bool(own.unknown(measure.name)),
            )
            for measure in MEASURES
        ]
