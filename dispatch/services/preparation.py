"""Gathering what is known of days to come, for many sessions at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Q

from dispatch.choices import INSTRUCTORS, AskState, AssignmentState, InstructorRole, Readiness
from dispatch.models import Ask, Assignment, DayCheck, Session, Trainee
from dispatch.rules.asks import needs_consent
from dispatch.rules.person_keys import who
from dispatch.rules.readiness import Check, DayFacts, Line, Roster, readiness
from dispatch.services.ask_rows import TOLD
from meisters.choices import Answer


def lines_of(sessions: Iterable[Session]) -> dict[int, tuple[Line, ...]]:
    """Session pk → how it stands with each item (four queries).

    The sessions come with attendant, request, its client and its contact.
    """
    return {pk: readiness(facts) for pk, facts in facts_of(sessions).items()}


def facts_of(sessions: Iterable[Session]) -> dict[int, DayFacts]:
    """Session pk → what is known (four queries)."""
    sessions = list(sessions)
    requests = {session.request_id for session in sessions}
    checks, rosters = checks_of(requests), rosters_of(requests)
    people, papers = _people(sessions), papers_of(requests)
    return {
        session.pk: _facts(
            session,
            checks[session.request_id],
            rosters.get(session.request_id, Roster()),
            people[session.pk],
            papers[session.request_id],
        )
        for session in sessions
    }


def checks_of(requests: Iterable[int]) -> dict[int, dict[str, Check]]:
    """Request pk → item → what was written down (one query)."""
    found = defaultdict(dict)
    for row in DayCheck.objects.filter(request__in=requests).select_related("by"):
        found[row.request_id][row.item] = Check(Readiness(row.state), row.note, str(row.by), row.at)
    return found


def rosters_of(requests: Iterable[int]) -> dict[int, Roster]:
    """Request pk → its trainees' answers about photographs (one query)."""
    answers = {answer.value: Count("pk", filter=Q(photo_consent=answer)) for answer in Answer}
    rows = Trainee.objects.filter(request__in=requests).order_by().values("request")
    return {row.pop("request"): Roster(**row) for row in rows.annotate(**answers)}


def _people(sessions) -> dict[int, list[Assignment]]:
    found = defaultdict(list)
    rows = Assignment.objects.standing().filter(session__in=[one.pk for one in sessions])
    for row in rows.for_listing().select_related("asked__ask").order_by("pk"):
        found[row.session_id].append(row)
    return found


@dataclass
class Papers:
    """Of one request: whose 派遣承諾書 has arrived, and who was asked for it by letter."""

    arrived: set[tuple] = field(default_factory=set)
    lettered: set[tuple] = field(default_factory=set)

    def missing(self, people: Iterable[Assignment]) -> list[Assignment]:
        """Those who have to consent in writing and have not."""
        return [
            row
            for row in people
            if needs_consent(row.role, lettered=who(row) in self.lettered)
            and who(row) not in self.arrived
        ]


def papers_of(requests: Iterable[int]) -> dict[int, Papers]:
    """Request pk → who has consented (one query)."""
    found = defaultdict(Papers)
    for row in Ask.objects.filter(request__in=requests, state=AskState.ACCEPTED):
        papers = found[row.request_id]
        if row.consent_on:
            papers.arrived.add(who(row))
        if row.message_id:
            papers.lettered.add(who(row))
    return found


def _names_old(row: Assignment, session: Session) -> bool:
    """The 派遣承諾書 that has arrived names another day, other hours or another place."""
    asked = getattr(row, "asked", None)
    if asked is None or asked.ask.state != AskState.ACCEPTED or not asked.ask.consent_on:
        return False
    names = [Session._meta.get_field(name).attname for name in TOLD]
    return any(getattr(asked, name) != getattr(session, name) for name in names)


def _facts(session, checks, roster, people, papers) -> DayFacts:
    request = session.request
    contact = request.contact
    instructors = [row for row in people if row.role in INSTRUCTORS]
    leads = {row.state: row.person.name for row in people if row.role == InstructorRole.LEAD}
    return DayFacts(
        held_on=session.held_on,
        insured=Answer(request.insured),
        photo=Answer(request.photo_consent),
        roster=roster,
        people=request.people,
        contact=str(contact or ""),
        phone=(contact.phone if contact else "") or request.client.phone,
        contact_left_on=contact.ends_on if contact else None,
        lead=leads.get(AssignmentState.CONFIRMED, ""),
        tentative_lead=leads.get(AssignmentState.TENTATIVE, ""),
        instructors=len(instructors),
        missing_consents=tuple(row.person.name for row in papers.missing(people)),
        moved_consents=tuple(
            f"{row.person.name}さん（{row.asked}）" for row in people if _names_old(row, session)
        ),
        attendant=str(session.attendant or ""),
        checks=checks,
    )
