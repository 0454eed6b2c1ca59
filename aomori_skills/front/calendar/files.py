"""Files and feeds for calendar programs."""

from datetime import timedelta
from hashlib import sha256

from django.utils import timezone

from aomori_skills.base import ics
from aomori_skills.base.dated import Dated
from aomori_skills.front.calendar.gathering import gather
from aomori_skills.office.choices import FeedScope
from aomori_skills.office.models import CalendarFeed

BEFORE, AHEAD = timedelta(days=92), timedelta(days=400)


def of_feed(feed: CalendarFeed) -> list[Dated]:
    """A quarter back and a good year ahead; what was cancelled says so until it is past."""
    today = timezone.localdate()
    found = gather(feed.user, today - BEFORE, today + AHEAD)
    if feed.scope == FeedScope.OFFICE:
        return found
    return [one for one in found if feed.user_id in one.concerns]


def name_of(feed: CalendarFeed) -> str:
    return "コーナーの予定" if feed.scope == FeedScope.OFFICE else f"{feed.user}の予定"


def sum_of(name: str, events: list[Dated], site: str) -> str:
    """The same as long as nothing of them changed."""
    return sha256(repr((name, events, site)).encode()).hexdigest()


def file_of(name: str, events: list[Dated], site: str) -> bytes:
    return ics.calendar(name, events, now=timezone.now(), site=site)
