"""What happened in a fiscal year: name of the indicator → (day, whom or what it counts).

Each source is one query; its rows are put into months afterwards.
"""

from collections import defaultdict
from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from aomori_skills.base import fiscal_year
from meisters.choices import ApplicationState, Attendance, CourseKind, Obligation, Result
from meisters.figures.days import moments
from meisters.models import (
    BatchItem,
    BriefedMeister,
    Candidate,
    CertificationApplication,
    Confirmation,
    Course,
    Participation,
    Visit,
)

Happened = dict[str, list[tuple[date, object]]]

PRESENT = (Attendance.ATTENDED, Attendance.PARTLY)
GROUPS = {
    Obligation.REQUIRED: "required",
    Obligation.OPTIONAL: "optional",
    Obligation.UNKNOWN: "unclear",
}
RESULTS = {Result.CERTIFIED: "certified", Result.REJECTED: "rejected"}


def happened(year: int) -> Happened:
    """Everything of the year (eight queries)."""
    found: Happened = defaultdict(list)
    for source in (
        _visits,
        _candidates,
        _applications,
        _results,
        _briefings,
        _courses,
        _participations,
        _confirmations,
    ):
        for name, day, subject in source(year):
            if day is not None and fiscal_year.of(day) == year:
                found[name].append((day, subject))
    return found


def _visits(year):
    """Only 訪問 counts; a telephone call is a contact, not a visit."""
    rows = Visit.objects.on_site().filter(visited_on__range=fiscal_year.days(year))
    for day, organization, topics in rows.values_list("visited_on", "organization", "explained"):
        yield "visits", day, organization
        if topics:
            yield "explaining_visits", day, organization
            yield "organizations", day, organization


def _candidates(year):
    """By day of entry, and by day of the explanation."""
    rows = Candidate.objects.filter(
        Q(created_at__range=moments(year)) | Q(explained_on__range=fiscal_year.days(year))
    )
    for pk, entered_at, explained_on in rows.values_list("pk", "created_at", "explained_on"):
        yield "candidates", localdate(entered_at), pk
        yield "explained", explained_on, pk


def _applications(year):
    """By the day on which it was begun, whatever has become of it."""
    rows = CertificationApplication.objects.filter(created_at__range=moments(year))
    for pk, begun_at, state in rows.values_list("pk", "created_at", "state"):
        yield "applications", localdate(begun_at), pk
        if state == ApplicationState.WITHDRAWN:
            yield "withdrawn", localdate(begun_at), pk


def _results(year):
    """By the day of the center's answer."""
    rows = BatchItem.objects.filter(
        cancelled=False, result__in=RESULTS, result_on__range=fiscal_year.days(year)
    )
    for pk, day, result in rows.values_list("application", "result_on", "result"):
        yield RESULTS[result], day, pk


def _briefings(year):
    """By the day of the talk, or of the sending of the letter or mail."""
    rows = BriefedMeister.objects.told().filter(
        Q(message=None, briefing__held_on__range=fiscal_year.days(year))
        | Q(message__sent_at__range=moments(year))
    )
    columns = rows.values_list("meister", "briefing__held_on", "message", "message__sent_at")
    for meister, held_on, message, sent_at in columns:
        day = localdate(sent_at) if message else held_on
        yield "briefings", day, meister
        yield "briefed", day, meister


def _courses(year):
    rows = Course.objects.held().in_fiscal_year(year)
    for pk, day, kind in rows.values_list("pk", "starts_on", "kind"):
        yield "courses" if kind == CourseKind.TEACHING else "center_courses", day, pk


def _participations(year):
    """Of the courses of our own that were held, by their first day."""
    courses = Course.objects.ours().held().in_fiscal_year(year)
    rows = Participation.objects.filter(course__in=courses)
    columns = rows.values_list(
        "course__starts_on", "meister", "obligation", "attendance", "completed_on"
    )
    for day, meister, obligation, attendance, completed_on in columns:
        name = GROUPS[obligation]
        yield name, day, meister
        if attendance in PRESENT:
            yield f"{name}_attended", day, meister
        if completed_on:
            yield f"{name}_completed", day, meister


def _confirmations(year):
    """Asked on the day the round was opened, answered on the day of the answer."""
    days = fiscal_year.days(year)
    rows = Confirmation.objects.filter(Q(round__opened_on__range=days) | Q(answered_on__range=days))
    columns = rows.values_list("meister", "round__opened_on", "answered_on")
    for meister, asked_on, answered_on in columns:
        yield "asked", asked_on, meister
        yield "answered", answered_on, meister
