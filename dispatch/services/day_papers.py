"""Gathering what the papers of a day print."""

from dataclasses import dataclass

from aomori_skills.office.models import Municipality, OfficeProfile, YearRule
from aomori_skills.office.rules import Rulebook
from dispatch.models import DispatchPlan, DispatchRequest, Session, Trainee
from dispatch.rules.day_hints import hints
from dispatch.rules.person_keys import who
from dispatch.rules.plan_totals import standing
from dispatch.rules.readiness import Line
from dispatch.rules.travel import AREA
from dispatch.services.preparation import lines_of


@dataclass(frozen=True)
class DayCase:
    """One day of a request: ``session`` is the one asked for, ``sessions`` all of that day."""

    session: Session
    request: DispatchRequest
    sessions: tuple[Session, ...]
    lines: dict[int, tuple[Line, ...]]
    hints: dict[str, str]
    plan: DispatchPlan | None
    trainees: tuple[Trainee, ...]
    materials: tuple
    profile: OfficeProfile | None
    office: Municipality | None
    book: Rulebook


def case_of(session: Session) -> DayCase:
    """About ten queries, whatever the day."""
    rows = Session.objects.standing().filter(request=session.request_id, held_on=session.held_on)
    sessions = list(rows.with_people().select_related(*WITH)) or [session]
    chosen = next((row for row in sessions if row.pk == session.pk), session)
    request = chosen.request
    materials = tuple(request.materials.all())
    plan = DispatchPlan.objects.filter(request=request).first()
    profile = OfficeProfile.objects.on(session.held_on)
    return DayCase(
        session=chosen,
        request=request,
        sessions=tuple(sessions),
        lines=lines_of({row.pk: row for row in (*sessions, chosen)}.values()),
        hints=hints(request, plan, sessions, materials),
        plan=plan,
        trainees=tuple(request.trainees.all()),
        materials=materials,
        profile=profile,
        office=municipality_of(profile),
        book=YearRule.objects.rulebook(AREA, day=session.held_on),
    )


WITH = (
    "trade",
    "operation",
    "municipality",
    "attendant",
    "request__client__municipality",
    "request__contact",
    "request__trade",
    "request__owner",
)


def municipality_of(profile: OfficeProfile | None) -> Municipality | None:
    """Where the office stands, by its address; None if that names no municipality."""
    if profile is None or not profile.address:
        return None
    found = [row for row in Municipality.objects.all() if row.name in profile.address]
    return max(found, key=lambda row: len(row.name), default=None)


def people_of(case: DayCase) -> list:
    """Everybody who goes to one of the day's sessions, once, in the order of the sessions."""
    rows = [one for session in case.sessions for one in standing(session)]
    return list({who(one): one for one in reversed(rows)}.values())[::-1]
