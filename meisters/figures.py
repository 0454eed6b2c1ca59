"""The year's numbers of plan area 1, asked by day; a person counts once in every total."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from aomori_skills.base import fiscal_year
from meisters.choices import MeisterState, Result
from meisters.models import BatchItem, Candidate, CertificationApplication, Meister, MeisterStep

ELSEWHERE = "県外・未確認"


@dataclass(frozen=True)
class Yearly:
    """Plan 1 (1)–(3) of one fiscal year; the register as of ``as_of``."""

    fiscal_year: int
    as_of: date
    candidates: int
    explained: int
    applications: int
    certified: int
    rejected: int
    active: int
    active_by_trade: dict[str, int]
    active_by_region: dict[str, int]


@dataclass(frozen=True)
class Registered:
    """An active meister where the work is: the trades, and the region of workplace or home."""

    pk: int
    trades: tuple[str, ...]
    region: str


def yearly(year: int) -> Yearly:
    """Candidates by day of entry, results by the center's day, the register at the year's end."""
    first, last = fiscal_year.days(year)
    people = active_on(register_day(year))
    results = Counter(
        BatchItem.objects.filter(cancelled=False, result_on__range=(first, last)).values_list(
            "result", flat=True
        )
    )
    return Yearly(
        fiscal_year=year,
        as_of=register_day(year),
        candidates=Candidate.objects.filter(created_at__range=_moments(first, last)).count(),
        explained=Candidate.objects.filter(explained_on__range=(first, last)).count(),
        applications=CertificationApplication.objects.in_fiscal_year(year).count(),
        certified=results[Result.CERTIFIED],
        rejected=results[Result.REJECTED],
        active=len(people),
        active_by_trade=dict(Counter(trade for person in people for trade in person.trades)),
        active_by_region=dict(Counter(person.region for person in people)),
    )


def register_day(year: int) -> date:
    """The day as of which a year's register is told: its last day, or today while it runs."""
    first, last = fiscal_year.days(year)
    return min(last, max(first, timezone.localdate()))


def active_on(day: date) -> list[Registered]:
    """Who was certified and 活動可 at the end of ``day`` (four queries).

    The state is that of the last step until then; a person entered later counts as first entered.
    """
    states = _states_on(day)
    people = Meister.objects.for_page().prefetch_related("trades__trade")
    return [
        Registered(
            meister.pk,
            tuple(dict.fromkeys(row.trade.name for row in meister.trades.all())),
            region_of(meister),
        )
        for meister in people.filter(certified_on__lte=day)
        if states.get(meister.pk, meister.state) == MeisterState.ACTIVE
    ]


def region_of(meister) -> str:
    """圏域 of the workplace, else of the home."""
    places = (meister.employer.municipality if meister.employer else None, meister.municipality)
    return next((place.region for place in places if place), ELSEWHERE)


def _states_on(day: date) -> dict[int, str]:
    end = _moments(day, day)[1]
    steps = MeisterStep.objects.order_by("at", "pk")
    states: dict[int, str] = {}
    for subject, at, before, after in steps.values_list("subject", "at", "from_state", "to_state"):
        states.setdefault(subject, before or after)
        if at <= end:
            states[subject] = after
    return states


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    """The first and the last moment of the days, in local time."""
    begin, end = (
        timezone.make_aware(datetime.combine(day, time()))
        for day in (first, last + timedelta(days=1))
    )
    return begin, end - timedelta(microseconds=1)
