"""The register on a day: who is 活動可, in which trades and where; a person counts once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch
from django.utils import timezone

from aomori_skills.base import fiscal_year
from meisters.choices import ELSEWHERE, MeisterState
from meisters.figures.days import last_moment
from meisters.models import Meister, MeisterStep, MeisterTrade


@dataclass(frozen=True)
class Registered:
    """An active meister where the work is: the trades, and the region of workplace or home."""

    pk: int
    trades: tuple[str, ...]
    region: str


def register_day(year: int) -> date:
    """The day as of which a year's register is told: its last day, or today while it runs."""
    first, last = fiscal_year.days(year)
    return min(last, max(first, timezone.localdate()))


def active_on(day: date) -> list[Registered]:
    """Who was certified and 活動可 at the end of ``day`` (three queries)."""
    return active_at([day])[0]


def active_at(days: Sequence[date]) -> list[list[Registered]]:
    """The same for each of ``days``, still by three queries.

    The state is that of the last step until then; a person entered later counts as first entered.
    """
    steps = _steps()
    trades = Prefetch("trades", queryset=MeisterTrade.objects.select_related("trade"))
    meisters = Meister.objects.for_page().prefetch_related(trades)
    people = [(meister, _registered(meister)) for meister in meisters]
    return [
        [
            person
            for meister, person in people
            if meister.certified_on <= day
            and _state(steps.get(meister.pk, ()), meister.state, day) == MeisterState.ACTIVE
        ]
        for day in days
    ]


def by_trade_and_region(people: Sequence[Registered]) -> dict[str, dict[str, int]]:
    """Trade → region → people; who is certified in two trades stands in both."""
    counts = Counter((trade, person.region) for person in people for trade in person.trades)
    table: dict[str, dict[str, int]] = {}
    for (trade, region), count in counts.items():
        table.setdefault(trade, {})[region] = count
    return table


def region_of(meister) -> str:
    """圏域 of the workplace, else of the home."""
    places = (meister.employer.municipality if meister.employer else None, meister.municipality)
    return next((place.region for place in places if place), ELSEWHERE)


def _registered(meister) -> Registered:
    trades = dict.fromkeys(row.trade.name for row in meister.trades.all())
    return Registered(meister.pk, tuple(trades), region_of(meister))


def _steps() -> dict[int, list[tuple]]:
    rows = MeisterStep.objects.order_by("at", "pk")
    steps: dict[int, list[tuple]] = {}
    for subject, *step in rows.values_list("subject", "at", "from_state", "to_state"):
        steps.setdefault(subject, []).append(tuple(step))
    return steps


def _state(steps: Sequence[tuple], now: str, day: date) -> str:
    """The state at the end of ``day``; before the first step, the one it began with."""
    if not steps:
        return now
    _, before, after = steps[0]
    state, end = before or after, last_moment(day)
    for at, _, after in steps:
        if at <= end:
            state = after
    return state
