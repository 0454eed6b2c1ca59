"""予算: what the dispatches of a year cost as far as rates are known, against the year's budget.

A rate or a budget that the office has not set is said, never guessed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal

from dispatch.choices import AssignmentState, InstructorRole
from dispatch.rules.materials import cost
from dispatch.rules.occasions import hours_of, minutes_of

AREA, FEES = "予算", "謝金"
FEE, TRAVEL, MATERIALS = "謝金", "旅費", "材料費"
BUDGET, RATE = "年間の予算", "1時間当たり"


@dataclass(frozen=True)
class Spending:
    """What one plan takes: minutes of each role's confirmed people, and yen of materials."""

    minutes: Mapping[str, int] = field(default_factory=dict)
    materials: int = 0

    def as_dict(self) -> dict:
        return {"minutes": dict(self.minutes), "materials": self.materials}

    @classmethod
    def of_all(cls, rows: Iterable[Mapping]) -> "Spending":
        """The sum of what ``as_dict`` wrote."""
        minutes: dict[str, int] = {}
        materials = 0
        for row in rows:
            materials += row["materials"]
            for role, some in row["minutes"].items():
                minutes[role] = minutes.get(role, 0) + some
        return cls(minutes, materials)


@dataclass(frozen=True)
class BudgetLine:
    """A row of the meter: decided so far, this plan, the year's budget (None: unset).

    ``unknown`` says in sentences what the two amounts leave out.
    """

    name: str
    committed: int
    own: int
    budget: Decimal | None
    unknown: tuple[str, ...] = ()
    no_rate: frozenset[str] = frozenset()
    """Which of "committed" and "own" can't be told at all: nobody in them has a rate."""

    def words(self, name: str) -> str:
        """An amount ("committed", "own", "total") as it is read: 未設定 is not 0円."""
        parts = {"committed", "own"} if name == "total" else {name}
        amount = getattr(self, name)
        return "未設定" if not amount and parts & self.no_rate else f"{amount:,}円"

    @property
    def committed_words(self) -> str:
        return self.words("committed")

    @property
    def own_words(self) -> str:
        return self.words("own")

    @property
    def total_words(self) -> str:
        return self.words("total")

    @property
    def total(self) -> int:
        return self.committed + self.own

    @property
    def left(self) -> Decimal | None:
        return None if self.budget is None else self.budget - self.total

    @property
    def over(self) -> Decimal:
        return max(-self.left, Decimal(0)) if self.left is not None else Decimal(0)


def lines(own: Spending, committed: Spending, book, fees) -> tuple[BudgetLine, ...]:
    """謝金, 旅費 and 材料費; ``book`` holds the budgets and ``fees`` the rates of the year."""
    missing = _without_rate(own, committed, fees=fees)
    return (
        BudgetLine(
            FEE,
            fee(committed, fees),
            fee(own, fees),
            book.value(BUDGET, FEE),
            tuple(f"{name}の1時間当たりの謝金が未設定のため、含んでいません。" for name in missing),
            frozenset(
                name
                for name, one in (("committed", committed), ("own", own))
                if _without_rate(one, fees=fees)
            ),
        ),
        BudgetLine(
            TRAVEL,
            0,
            0,
            book.value(BUDGET, TRAVEL),
            ("旅費は精算のときに計算するため、含んでいません。",),
        ),
        BudgetLine(MATERIALS, committed.materials, own.materials, book.value(BUDGET, MATERIALS)),
    )


def fee(spending: Spending, fees) -> int:
    """Hours × the rate of the role, for the roles that have one, a fraction of a yen dropped."""
    return sum(
        _down(hours_of(minutes) * rate)
        for role, minutes in spending.minutes.items()
        if (rate := _rate(role, fees)) is not None
    )


def minutes_by_role(sessions: Iterable) -> dict[str, int]:
    """How long the confirmed people of standing ``sessions`` work in each role."""
    found: dict[str, int] = {}
    for session in sessions:
        for one in session.assignments.all():
            if one.state == AssignmentState.CONFIRMED:
                found[one.role] = found.get(one.role, 0) + minutes_of(session)
    return found


def standing_cost(version) -> dict:
    """The cost of a decided plan without the days ``cancelled`` since; its materials are bought."""
    gone: dict[str, int] = {}
    for session in version.content["sessions"]:
        if session["key"] in version.cancelled:
            for one in session["instructors"]:
                if one["confirmed"]:
                    gone[one["role"]] = gone.get(one["role"], 0) + session["minutes"]
    whole = version.content["cost"]
    minutes = {role: some - gone.get(role, 0) for role, some in whole["minutes"].items()}
    return whole | {"minutes": minutes}


def borne(materials: Iterable, share: int) -> int:
    """Yen with tax that the corner bears when ``share`` (without tax) is the client's."""
    whole = cost(materials)
    if not share:
        return whole.gross
    return _down(Decimal(whole.gross) * (whole.net - share) / whole.net)


def _without_rate(*spendings: Spending, fees) -> list[str]:
    """The roles that work and have no rate, by name."""
    working = {role for one in spendings for role, minutes in one.minutes.items() if minutes}
    return [role.label for role in InstructorRole if role in working and _rate(role, fees) is None]


def _rate(role: str, fees) -> Decimal | None:
    return fees.value(RATE, InstructorRole(role).label)


def _down(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_FLOOR))
