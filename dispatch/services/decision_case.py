"""Gathering what is asked before a decision, and the content that a decision freezes."""

from dataclasses import dataclass, replace
from datetime import date, time
from decimal import Decimal

from aomori_skills.base.verdict import Verdict
from dispatch.models import DispatchRequest, PlanVersion, Session
from dispatch.rules import budget, plan_content, usage
from dispatch.rules.decision_checks import DecisionCase, volume
from dispatch.rules.materials import client_share, cost
from dispatch.rules.occasions import hours_of, minutes_of_all, occasions
from dispatch.rules.plan_totals import of_rows, standing
from dispatch.rules.plan_versions import to_notify
from dispatch.rules.request_caps import MATERIALS, days_of
from dispatch.rules.request_case import RequestCase
from dispatch.rules.request_checks import verdicts
from dispatch.services.preparation import papers_of
from dispatch.services.request_judging import books_of, caps_of, case_of
from dispatch.services.told_plans import told_plans


def decision_case(request: DispatchRequest) -> DecisionCase:
    """The case of ``request`` as of now, loaded by ``to_decide()``, with its year's budget."""
    book, skilled, *purse = books_of(request, budget.AREA, budget.FEES)
    case = case_of(request, [book, skilled])
    sessions = tuple(request.sessions.standing().with_people())
    spending = budget.Spending(
        budget.minutes_by_role(sessions), budget.borne(case.materials, _share(case))
    )
    decided = list(PlanVersion.objects.in_force(request.fiscal_year).with_cancelled())
    others = [one for one in decided if one.request_id != request.pk]
    lines = budget_lines(purse, spending, others)
    before = next((one for one in decided if one.request_id == request.pk), None)
    return replace(_case(case, sessions, verdicts(case), lines), before=before)


@dataclass(frozen=True)
class _Planned:
    """Of a plan just what it comes to."""

    sessions: int
    hours: Decimal


@dataclass(frozen=True)
class _VolumeCase:
    totals: _Planned
    meters: tuple


def _span(told: dict) -> Session:
    times = {name: time.fromisoformat(told[name]) for name in ("starts_at", "ends_at")}
    day = date.fromisoformat(told["held_on"])
    return Session(held_on=day, break_minutes=told["break_minutes"], **times)


def volume_in_the_way(request: DispatchRequest) -> bool:
    """The plan takes so much more than was asked for that a cap is broken.

    ``request`` comes from ``with_progress``; two queries if it takes more at all.
    """
    rows = [_span(one) for one in request.planned]
    planned = _Planned(len(occasions(rows)), hours_of(minutes_of_all(rows)))
    asked = usage.of_request(request, ())
    if planned.sessions <= asked.sessions and planned.hours <= asked.hours:
        return False
    return volume(_VolumeCase(planned, tuple(caps_of(request).meters()))).blocks


def kept_case(request: DispatchRequest) -> DecisionCase:
    """The same by the verdicts that the request keeps, without the budget: for its own page."""
    sessions = tuple(request.sessions.standing().with_people())
    found = [Verdict.from_dict(one) for one in request.verdicts]
    return _case(caps_of(request), sessions, found, ())


def _case(case: RequestCase, sessions, found, lines) -> DecisionCase:
    request = case.request
    return DecisionCase(
        request=request,
        sessions=sessions,
        totals=of_rows(sessions, case.materials, request.people),
        plan=getattr(request, "plan", None),
        trainees=request.on_roster,
        without_consent=_without_consent(request, sessions),
        verdicts=tuple(found),
        meters=tuple(case.meters()),
        budget=lines,
    )


def content_of(case: DecisionCase) -> dict:
    """Everything that the manager sees, as plain data."""
    request = case.request
    materials = request.materials.all()
    rows = {
        "sections": [
            plan_content.request_section(request),
            plan_content.plan_section(case.plan),
            plan_content.material_section(materials),
            plan_content.total_section(case.totals, case.trainees),
            plan_content.check_section(case.verdicts),
            plan_content.meter_section(case.meters),
            plan_content.budget_section(case.budget),
        ],
        "sessions": [plan_content.session_data(one) for one in case.sessions],
        "cost": spending_of(case).as_dict(),
    }
    return rows | {"notify": to_notify(rows, told_plans(request) if case.before else {})}


def spending_of(case: DecisionCase) -> budget.Spending:
    materials = next(line.own for line in case.budget if line.name == budget.MATERIALS)
    return budget.Spending(budget.minutes_by_role(case.sessions), materials)


def budget_lines(purse, own: budget.Spending, others) -> tuple[budget.BudgetLine, ...]:
    """The meter of the year, by its two books: the ``others``' decided plans, and this one."""
    book, fees = purse
    if book.is_borrowed:
        book = type(book)(book.area, book.asked_year, None, ())
    committed = budget.Spending.of_all(map(budget.standing_cost, others))
    return budget.lines(own, committed, book, fees)


def _share(case: RequestCase) -> int:
    """What of the materials is over the cap of the year, as far as it can be told."""
    net, people = cost(case.materials).net, case.request.people
    rows = [one for one in case.rows(*MATERIALS) if one.value is not None]
    if not rows or not people:
        return 0
    row = min(rows, key=lambda one: one.value)
    return client_share(net, row.value, people * days_of(case.request, row))


def _without_consent(request: DispatchRequest, sessions) -> tuple[str, ...]:
    """Names, as on the tab 当日, each once (one query)."""
    people = [one for session in sessions for one in standing(session)]
    missing = papers_of([request.pk])[request.pk].missing(people)
    return tuple(dict.fromkeys(one.person.name for one in missing))
