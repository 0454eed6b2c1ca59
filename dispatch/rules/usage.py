"""What a client has asked for in a fiscal year, counted in the units of the year's caps."""

from dataclasses import dataclass
from decimal import Decimal

from dispatch.rules.check_items import RequestItem as Item
from dispatch.rules.materials import cost


@dataclass(frozen=True)
class Usage:
    """Sums over requests; ``without_hours`` and ``without_people`` say how many don't tell."""

    requests: int = 0
    sessions: Decimal = Decimal(0)
    hours: Decimal = Decimal(0)
    people: Decimal = Decimal(0)
    yen: Decimal = Decimal(0)
    without_hours: int = 0
    without_people: int = 0

    def unknown(self, name: str) -> int:
        """How many of the requests don't tell ``name``."""
        return getattr(self, f"without_{name}", 0)


@dataclass(frozen=True)
class Measure:
    """A counted thing: its row in the year's rules, its words, and the item of the check."""

    name: str
    label: str
    unit: str
    rule: str = ""
    item: Item | None = None


MEASURES = (
    Measure("requests", "依頼", "件"),
    Measure("sessions", "指導回数", "回", "年間の指導回数", Item.SESSIONS),
    Measure("hours", "指導時間", "時間", "年間の指導時間", Item.YEAR_HOURS),
    Measure("people", "受講者数（依頼ごとの合計）", "人", "年間の受講者数", Item.YEAR_PEOPLE),
    Measure("yen", "材料費（税抜）", "円", "年間の材料費", Item.YEAR_MATERIALS),
)


def of_request(request, materials) -> Usage:
    """What one request asks for."""
    hours, people = request.hours_each, request.people
    return Usage(
        requests=1,
        sessions=Decimal(request.sessions_wanted),
        hours=request.sessions_wanted * hours if hours else Decimal(0),
        people=Decimal(people or 0),
        yen=Decimal(cost(materials).net),
        without_hours=int(hours is None),
        without_people=int(people is None),
    )


@dataclass(frozen=True)
class Meter:
    """A line of the table: what others and this request take, and what the cap leaves.

    ``cap`` and ``left`` are None without a rule; ``unknown`` counts requests that don't tell,
    ``own_unknown`` says whether this is one of them: its 0 is no number.
    """

    measure: Measure
    used: Decimal
    own: Decimal
    cap: Decimal | None
    unknown: int
    own_unknown: bool = False

    @property
    def total(self) -> Decimal:
        return self.used + self.own

    @property
    def left(self) -> Decimal | None:
        return None if self.cap is None else self.cap - self.total

    @property
    def over(self) -> Decimal:
        return max(-self.left, Decimal(0)) if self.left is not None else Decimal(0)
