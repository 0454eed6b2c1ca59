"""The tab 候補 of a request: for each trade who may be sent, who may not, and why."""

from collections import defaultdict

from django.db.models import Value

from dispatch.choices import AskState, AssignmentState, InstructorRole
from dispatch.models import Ask, Assignment
from dispatch.rules import asks as ask_rules
from dispatch.rules import sessions as session_rules
from dispatch.services.matching import matchings

SHOWN = 50
"""So many of a trade; the list of all leads on."""

ASK, BOOKING = "ask", "booking"
WORDS = {
    ASK: lambda state: AskState(state).label,
    BOOKING: lambda state: f"割り当て（{AssignmentState(state).label}）",
}
ROLES = (InstructorRole.LEAD, InstructorRole.FURTHER)


def matching_context(request, row) -> dict:
    """Eight questions at most, however many people are on the register."""
    found = matchings(row)
    standing = _standing(row)
    may_act = session_rules.can_change(row, by=request.user)
    return {
        "matchings": [_Trade(one, row, standing) for one in found],
        "may_act": may_act,
        "planning": row.state in ask_rules.PLANNING,
        "roles": [(role.value, role.label) for role in ROLES],
        "notice": found[0].wanted.book.notice,
        "missing": found[0].wanted.scale.missing,
    }


class _Trade:
    """One trade with the rows that fit on the page."""

    def __init__(self, matching, request, standing):
        self.matching = matching
        self.fitting = _lines(matching.fitting, request, standing)
        self.excluded = _lines(matching.excluded, request, standing)
        self.skilled = _lines(matching.skilled, request, standing)
        self.more = max(len(matching.fitting), len(matching.excluded)) > SHOWN


class _Line:
    """A candidate, and how they stand in this request already."""

    def __init__(self, candidate, request, place: int, marks):
        self.candidate, self.place, self.marks = candidate, place, marks
        self.is_named = candidate.facts.key == f"meister-{request.named_meister_id}"


def _lines(candidates, request, standing) -> list[_Line]:
    return [
        _Line(one, request, place, standing[one.facts.key])
        for place, one in enumerate(candidates[:SHOWN], start=1)
    ]


def _standing(row) -> dict[str, list[tuple[str, str]]]:
    """Person → words for the asks and the bookings of this request (one question)."""
    asks = Ask.objects.filter(request=row).exclude(state=AskState.WITHDRAWN).order_by()
    booked = Assignment.objects.standing().filter(session__request=row).order_by()
    people = ("meister", "skilled_worker", "state", "source")
    found = asks.annotate(source=Value(ASK)).values_list(*people)
    found = found.union(booked.annotate(source=Value(BOOKING)).values_list(*people))
    marks = defaultdict(list)
    for meister, skilled, state, source in found.order_by("source", "state"):
        marks[_key(meister, skilled)].append((state, WORDS[source](state)))
    return marks


def _key(meister, skilled) -> str:
    return f"meister-{meister}" if meister else f"skilled-{skilled}"
