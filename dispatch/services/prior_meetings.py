"""The doors through which records of 事前打合せ change."""

from django.db import transaction

from dispatch.models import PriorMeeting
from dispatch.rules import plans as rules
from dispatch.services import requests


def locked(meeting_id: int) -> PriorMeeting:
    """The record as it is now, with its request; both are locked."""
    owner = PriorMeeting.objects.values_list("request_id", flat=True).get(pk=meeting_id)
    request = requests.locked(owner)
    rows = PriorMeeting.objects.select_for_update(of=("self",)).select_related("author")
    meeting = rows.get(pk=meeting_id)
    meeting.request = request
    return meeting


@transaction.atomic
def record(meeting: PriorMeeting, *, by) -> PriorMeeting:
    """Save a new record of a request that the caller has locked."""
    rules.check_can_meet(meeting.request, by=by)
    meeting.author = by
    meeting.save()
    return meeting


@transaction.atomic
def update(meeting: PriorMeeting, *, by) -> PriorMeeting:
    """Save an edited record that the caller has got by ``locked``."""
    rules.check_can_meet(meeting.request, by=by)
    meeting.save_version()
    return meeting


@transaction.atomic
def delete(meeting_id: int, *, by) -> None:
    """Take away what was written down by mistake; the history keeps it."""
    meeting = locked(meeting_id)
    rules.check_can_meet(meeting.request, by=by)
    meeting.delete()
