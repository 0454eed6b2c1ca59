"""Files and feeds for calendar programs."""

from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from aomori_skills.base import ics
from aomori_skills.base.dated import Dated
from aomori_skills.front.calendar.gathering import gather
from aomori_skills.office.choices import FeedScope
from aomori_skills.office.models import CalendarFeed

EXPORT = "meisters.export_personal"
BEFORE, AHEAD = timedelta(days=92), timedelta(days=400)


def of_feed(feed: CalendarFeed) -> list[Dated]:
    """A quarter back and a good year ahead; what was cancelled says so until it is past.

    What the user may see is asked anew each time.
    """
    today = timezone.localdate()
    found = as_allowed(feed.user, gather(feed.user, today - BEFORE, today + AHEAD))
    if feed.scope == FeedScope.OFFICE:
        return found
    return [one for one in found if feed.user_id in one.concerns]


def as_allowed(user, events: list[Dated]) -> list[Dated]:
    """Names of instructors and what was typed leave the office only with who may export them."""
    return events if user.has_perm(EXPORT) else [one.without_names() for one in events]


def name_of(feed: CalendarFeed) -> str:
    return "コーナーの予定" if feed.scope == FeedScope.OFFICE else f"{feed.user}の予定"


def sum_of(name: str, events: list[Dated], site: str) -> str:
    """The same as long as nothing of them changed."""
    return sha256(repr((name, events, site)).encode()).hexdigest()


def file_of(name: str, events: list[Dated], site: str) -> bytes:
    return ics.calendar(name, events, now=timezone.now(), site=site)
