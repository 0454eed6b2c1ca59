"""What the year says about the people who are booked: how often they go, and whether they may."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Count, Q

from aomori_skills.base import fiscal_year
from aomori_skills.base.verdict import Verdict
from aomori_skills.office.models import Trade
from aomori_skills.office.rules import Rulebook
from dispatch.choices import RequestState, SessionState
from dispatch.models import Assignment
from dispatch.rules import skilled
from dispatch.rules.person_keys import kind_of, person_key
from dispatch.rules.request_facts import certifiable


def earlier_in_year(bookings: list[tuple]) -> dict[tuple[int | None, str], int]:
    """(session pk, person key) → how many standing bookings of the year a meister has before it.

    In the order in which they were made, so that a booking does not come to lie beyond the cap by
    those that follow; what is not booked yet comes last, as it is given (one question).
    """
    own = [(session, person) for session, person in bookings if kind_of(person) == "meister"]
    if not own:
        return {}
    made = _made({person.pk for _, person in own}, [session.held_on for session, _ in own])
    found = {}
    for session, person in own:
        line = made[person.pk, fiscal_year.of(session.held_on)]
        if session.pk not in line:
            line.append(session.pk)
        found[session.pk, person_key(person)] = line.index(session.pk)
    return found


def _made(meisters: set[int], days: list[date]) -> dict:
    """(meister, year) → the sessions they are booked for."""
    first = fiscal_year.first_day(fiscal_year.of(min(days)))
    last = fiscal_year.days(fiscal_year.of(max(days)))[1]
    rows = Assignment.objects.standing().filter(
        meister__in=meisters, session__held_on__range=(first, last)
    )
    rows = rows.exclude(session__state=SessionState.CANCELLED)
    rows = rows.exclude(session__request__state=RequestState.CANCELLED).order_by("pk")
    made = defaultdict(list)
    for meister, session, day in rows.values_list("meister", "session", "session__held_on"):
        made[meister, fiscal_year.of(day)].append(session)
    return made


def eligible_of(bookings: list[tuple], book: Rulebook) -> dict[tuple[int | None, str], Verdict]:
    """(session pk, person key) → the year's verdict on each 熟練技能者 in their trade."""
    own = [(session, person) for session, person in bookings if kind_of(person) == "skilled"]
    trades = _trades({person.trade_id for _, person in own}) if own else {}
    found = {}
    for session, person in own:
        trade = trades[person.trade_id]
        can_certify = certifiable(trade, session.held_on)
        case = skilled.TradeCase(str(trade), can_certify, trade.registered, book)
        found[session.pk, person_key(person)] = skilled.eligibility(person, case)
    return found


def _trades(pks: Iterable[int]) -> dict[int, Trade]:
    """With ``registered``, how many meisters of each are on the register."""
    on_register = Q(
        meister_trades__meister__state__in=skilled.REGISTERED,
        meister_trades__meister__merged_into=None,
    )
    counted = Count("meister_trades__meister", filter=on_register, distinct=True)
    return Trade.objects.annotate(registered=counted).in_bulk(list(pks))
