"""What stands on the calendar between two days."""

from datetime import date

from aomori_skills.base.dated import DEADLINE, Dated
from dispatch.services import dated as dispatch
from meisters.services import dated as meisters

SOURCES = (
    ("dispatch.view_requests", dispatch.sessions),
    ("dispatch.view_requests", dispatch.meetings),
    ("dispatch.view_requests", dispatch.asks),
    ("dispatch.view_surveys", dispatch.surveys),
    ("dispatch.view_consultations", dispatch.consultations),
    ("meisters.view_visits", meisters.visits),
    ("meisters.view_briefings", meisters.briefings),
    ("meisters.view_courses", meisters.courses),
    ("meisters.view_applications", meisters.rounds),
)
"""Whoever holds the permission is shown what the source tells."""

KINDS = (*dispatch.KINDS, *meisters.KINDS, DEADLINE)


def gather(user, first: date, last: date, *, meister: int | None = None) -> list[Dated]:
    """By day and time; only what ``meister`` (a key) takes part in, if one is named."""
    found = [
        one
        for permission, source in SOURCES
        if user.has_perm(permission)
        for one in source(first, last, meister=meister)
    ]
    return sorted(found, key=lambda one: one.order)
