"""What plan area 2 puts on the calendar: sessions, prior meetings, deadlines.

Each function gives what stands between two days, in no order; with ``meister`` (a key) only what
that person takes part in. No trainee is ever named here: the calendar leaves the office.
"""

from collections.abc import Iterator
from datetime import date

from django.contrib.postgres.aggregates import JSONBAgg
from django.db.models import Exists, JSONField, OuterRef, Q, Value
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from aomori_skills.base.dated import DEADLINE, Dated, DatedState
from dispatch.choices import AskState, AssignmentState, InstructorRole, RequestState, SessionState
from dispatch.models import (
    Ask,
    Assignment,
    Consultation,
    DemandSurvey,
    PlanVersion,
    PriorMeeting,
    Session,
)
from dispatch.rules.person_keys import PEOPLE
from dispatch.rules.workflows import APPROVED_STATES

SESSION = ("session", "指導日")
MEETING = ("meeting", "事前打合せ")
KINDS = (SESSION, MEETING)
OVER = (RequestState.HELD, RequestState.SETTLED, RequestState.COMPLETED)


def sessions(first: date, last: date, *, meister: int | None = None) -> Iterator[Dated]:
    rows = Session.objects.filter(held_on__range=(first, last))
    if meister is not None:
        going = Assignment.objects.standing().filter(session=OuterRef("pk"), meister=meister)
        rows = rows.filter(Exists(going))
    yield from map(of_session, for_calendar(rows))


def for_calendar(rows):
    """Sessions with everything that ``of_session`` tells (one query)."""
    going = JSONObject(
        role="assignments__role",
        state="assignments__state",
        version="assignments__version",
        family=_of_person("family_name"),
        given=_of_person("given_name"),
    )
    return rows.select_related(
        "request__client__municipality",
        "request__municipality",
        "trade",
        "municipality",
        "attendant",
    ).annotate(
        has_version=Exists(PlanVersion.objects.filter(request=OuterRef("request"))),
        going=JSONBAgg(
            going,
            filter=Q(assignments__isnull=False),
            default=Value([], JSONField()),
            order_by="assignments__pk",
        ),
    )


def of_session(row) -> Dated:
    """``row`` comes from ``for_calendar``; who was released still counts as a change."""
    request = row.request
    people = sorted(row.going, key=lambda one: InstructorRole.values.index(one["role"]))
    town = row.municipality or request.municipality or request.client.municipality
    return Dated(
        key=f"session-{row.pk}",
        kind=SESSION[0],
        kind_label=SESSION[1],
        day=row.held_on,
        title=f"{request.client} {row.trade}",
        url=row.get_absolute_url(),
        state=_state(row),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        municipality=town.name if town else "",
        region=town.region if town else "",
        dispatch_kind=request.kind,
        about=f"{request.number}　{request.get_kind_display()}",
        staff=(str(row.attendant),) if row.attendant else (),
        people=tuple(_name(one) for one in people if one["state"] != AssignmentState.RELEASED),
        concerns=frozenset(filter(None, (row.attendant_id, request.owner_id))),
        own_uid=row.uid,
        version=row.version + request.version + sum(one["version"] for one in people),
    )


def meetings(first: date, last: date, *, meister: int | None = None) -> Iterator[Dated]:
    """They are written down once they were held; who was there is told on their own page."""
    if meister is not None:
        return
    rows = PriorMeeting.objects.filter(met_on__range=(first, last))
    for row in rows.select_related("request__client__municipality", "request__trade", "author"):
        town = row.request.client.municipality
        yield Dated(
            key=f"meeting-{row.pk}",
            kind=MEETING[0],
            kind_label=MEETING[1],
            day=row.met_on,
            title=f"{row.request}の事前打合せ（{row.get_way_display()}）",
            url=f"{row.request.get_absolute_url()}?tab=plan",
            state=DatedState.DONE,
            place=row.place,
            municipality=town.name if town else "",
            region=town.region if town else "",
            dispatch_kind=row.request.kind,
            about=row.request.number,
            staff=(str(row.author),),
            concerns=frozenset((row.author_id, row.request.owner_id)),
            version=row.version,
        )


def surveys(first: date, last: date, *, meister: int | None = None) -> Iterator[Dated]:
    """The days by which the running surveys are to be answered."""
    if meister is not None:
        return
    rows = DemandSurvey.objects.filter(reply_by__range=(first, last), closed_on__isnull=True)
    for row in rows.select_related("owner"):
        title, url = f"{row}の回答期限", row.get_absolute_url()
        yield _deadline(f"survey-{row.pk}", row.reply_by, title, url, row.owner, row.version)


def consultations(first: date, last: date, *, meister: int | None = None) -> Iterator[Dated]:
    """What was promised in a talk and is not done."""
    if meister is not None:
        return
    rows = Consultation.objects.filter(next_on__range=(first, last), next_done_on__isnull=True)
    for row in rows.select_related("organization", "author"):
        whose = f"{row.organization}：" if row.organization else "相談・援助："
        title, url = f"{whose}{row.next_action}", row.get_absolute_url()
        yield _deadline(
            f"consultation-{row.pk}",
            row.next_on,
            title,
            url,
            row.author,
            row.version,
            open_title=f"{whose}次の対応",
        )


def asks(first: date, last: date, *, meister: int | None = None) -> Iterator[Dated]:
    """The days by which those who were asked are to answer."""
    rows = Ask.objects.filter(reply_by__range=(first, last), state=AskState.ASKED)
    if meister is not None:
        rows = rows.filter(meister=meister)
    for row in rows.select_related("request__client", "request__trade", "by", *PEOPLE):
        title = f"{row}への打診の回答期限（{row.request}）"
        url = f"{row.request.get_absolute_url()}?tab=asks"
        yield _deadline(
            f"ask-{row.pk}",
            row.reply_by,
            title,
            url,
            row.by,
            row.version,
            open_title=f"打診の回答期限（{row.request}）",
        )


def _state(session) -> str:
    request = session.request
    if session.state == SessionState.CANCELLED or request.state == RequestState.CANCELLED:
        return DatedState.CANCELLED
    is_past = session.held_on < timezone.localdate()
    if request.state not in APPROVED_STATES and not (is_past and session.has_version):
        return DatedState.TENTATIVE
    if request.state in OVER:
        return DatedState.DONE
    return DatedState.PASSED if is_past else DatedState.PLANNED


def _name(going: dict) -> str:
    tentative = "（仮）" if going["state"] == AssignmentState.TENTATIVE else ""
    return f"{going['family']} {going['given']}{tentative}"


def _of_person(field: str) -> Coalesce:
    return Coalesce(*(f"assignments__{person}__{field}" for person in PEOPLE))


def _deadline(key, day, title, url, whose, version, open_title="") -> Dated:
    return Dated(
        key=key,
        kind=DEADLINE[0],
        kind_label=DEADLINE[1],
        day=day,
        title=title,
        url=url,
        staff=(str(whose),),
        concerns=frozenset((whose.pk,)),
        version=version,
        open_title=open_title,
    )
