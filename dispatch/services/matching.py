"""Gathering what the matching of a request reads: five questions, however many people there are."""

import json
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, time
from functools import cache

from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.office.models import Municipality, Trade, YearRule
from aomori_skills.office.rules import Rulebook
from dispatch.choices import SessionState
from dispatch.models import DispatchRequest, Session
from dispatch.querysets import matching as rows
from dispatch.rules import skilled
from dispatch.rules.matching import Candidate, Facts, SkilledFacts, Wanted, ranked
from dispatch.rules.matching_slots import Booking, Calendar, Slot
from dispatch.rules.request_facts import certifiable
from dispatch.rules.travel import AREA
from dispatch.rules.workflows import APPROVED_STATES


@dataclass(frozen=True)
class Matching:
    """One trade of a request: who stays in, who is out, and the 熟練技能者 if nobody fits."""

    trade: Trade
    wanted: Wanted
    sessions: tuple[Session, ...]
    fitting: list[Candidate]
    excluded: list[Candidate]
    skilled: list[Candidate] = field(default_factory=list)

    @property
    def is_certifiable(self) -> bool:
        return certifiable(self.trade, self.wanted.first_day)


def matchings(request: DispatchRequest) -> list[Matching]:
    """For each trade of the request; load it by ``DispatchRequest.objects.whole()``."""
    today = timezone.localdate()
    day = fiscal_year.first_day(request.fiscal_year)
    book, of_skilled = YearRule.objects.rulebooks(AREA, skilled.AREA, day=day)
    sessions = list(_sessions(request))
    trades = _trades(request, sessions)
    asked = _asked(request, sessions, trades, today)
    reader = _Reader(Municipality.objects.in_bulk())
    people = _by_trade(map(reader.meister, rows.meisters(**asked)))
    found = []
    for trade, operations in trades.items():
        own = tuple(one for one in sessions if one.trade_id == trade.pk)
        wanted = Wanted(
            trade=str(trade),
            operations=operations,
            slots=_slots(request, own),
            are_sessions=bool(own),
            book=book,
            today=today,
        )
        stay, out = ranked(map(wanted.candidate, people[trade.pk]))
        found.append(Matching(trade, wanted, own, stay, out))
    lacking = {one.trade.pk: one for one in found if not one.fitting or not one.is_certifiable}
    if lacking:
        answers = rows.skilled_workers(**asked | {"trades": list(lacking)})
        _add_skilled(lacking, _by_trade(map(reader.skilled, answers)), of_skilled)
    return found


def _sessions(request):
    standing = request.sessions.exclude(state=SessionState.CANCELLED)
    return standing.select_related("trade", "operation", "municipality").order_by(
        "held_on", "starts_at", "pk"
    )


def _trades(request, sessions) -> dict[Trade, list[str]]:
    """Trade → the names of the wanted 作業: the request's own first, then as they were entered."""
    wanted: dict[Trade, dict[str, None]] = {request.trade: {}}
    named = [(request.trade, request.operation)]
    named += [(one.trade, one.operation) for one in request.further_trades.all()]
    named += [(one.trade, one.operation) for one in sessions]
    for trade, operation in named:
        operations = wanted.setdefault(trade, {})
        if operation:
            operations[operation.name] = None
    return {trade: list(operations) for trade, operations in wanted.items()}


def _slots(request, sessions) -> list[Slot]:
    """The sessions, or the wished days as long as there are none."""
    home = request.municipality or request.client.municipality
    if sessions:
        return [
            Slot(one.held_on, one.starts_at, one.ends_at, one.municipality or home, one.pk)
            for one in sessions
        ]
    return [
        Slot(one.day, one.starts_at, one.ends_at, home)
        for one in sorted(request.wished_dates.all(), key=lambda one: (one.day, one.pk))
    ]


def _asked(request, sessions, trades, today: date) -> dict:
    days = {one.held_on for one in sessions} | {one.day for one in request.wished_dates.all()}
    first, last = fiscal_year.days(request.fiscal_year)
    return {
        "trades": [trade.pk for trade in trades],
        "today": today,
        "first": first,
        "last": last,
        "request": request.pk,
        "client": request.client_id,
        "approved": list(APPROVED_STATES),
        "days": sorted(days),
        "weekdays": sorted({day.weekday() for day in days}),
    }


def _by_trade(found) -> dict[int, list[Facts]]:
    people = defaultdict(list)
    for trade, facts in found:
        people[trade].append(facts)
    return people


def _add_skilled(lacking, people, book: Rulebook) -> None:
    for trade, matching in lacking.items():
        everybody = (*matching.fitting, *matching.excluded)
        case = skilled.TradeCase(
            trade=str(matching.trade),
            certifiable=matching.is_certifiable,
            registered=sum(one.facts.state in skilled.REGISTERED for one in everybody),
            book=book,
        )
        judged = [matching.wanted.skilled_candidate(one, case) for one in people[trade]]
        stay, out = ranked(judged)
        matching.skilled.extend((*stay, *out))


class _Reader:
    """Answers of the database as facts; what many people share is read once."""

    def __init__(self, places: dict[int, Municipality]):
        self.places = places
        self.calendar = cache(self._calendar)
        self.operations = cache(frozenset)

    def meister(self, row) -> tuple[int, Facts]:
        (
            trade, pk, name, kana, number, state, certified_on, operations, place, licence,
            course_completed_on, last_on, this_year, with_client, weekdays, dates, bookings,
        ) = row  # fmt: skip
        return trade, Facts(
            key=f"meister-{pk}",
            pk=pk,
            name=name,
            kana=kana,
            number=number,
            state=state,
            certified_on=certified_on,
            operations=self.operations(tuple(operations)),
            place=self.places.get(place),
            licence=licence,
            course_completed_on=course_completed_on,
            last_on=last_on,
            bookings_this_year=this_year,
            days_with_client=with_client,
            calendar=self.calendar(weekdays or "", dates or "", bookings),
        )

    def skilled(self, row) -> tuple[int, SkilledFacts]:
        (
            trade, pk, name, kana, operation, place, ground, practice_years, place_won, last_on,
            this_year, with_client, bookings,
        ) = row  # fmt: skip
        return trade, SkilledFacts(
            key=f"skilled-{pk}",
            pk=pk,
            name=name,
            kana=kana,
            operations=frozenset({operation}),
            place=self.places.get(place),
            ground=ground,
            practice_years=practice_years,
            place_won=place_won,
            last_on=last_on,
            bookings_this_year=this_year,
            days_with_client=with_client,
            calendar=self.calendar(None, "", bookings),
        )

    def _calendar(self, weekdays: str | None, dates: str, bookings: str | None) -> Calendar:
        weekly = None if weekdays is None else {}
        for told in (weekdays or "").split():
            weekday, half, mark = told.split(":")
            weekly[int(weekday), half] = mark
        daily = {}
        for told in dates.split():
            day, half, mark = told.split(":")
            daily[date.fromisoformat(day), half] = mark
        booked = tuple(self._booking(*one) for one in json.loads(bookings or "[]"))
        return Calendar(weekly, daily, booked)

    def _booking(self, day, starts, ends, place, year, serial, session, confirmed) -> Booking:
        return Booking(
            date.fromisoformat(day),
            time.fromisoformat(starts),
            time.fromisoformat(ends),
            self.places.get(place),
            DispatchRequest(fiscal_year=year, serial=serial).number,
            session,
            confirmed,
        )
