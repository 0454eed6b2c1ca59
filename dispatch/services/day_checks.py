"""Writing down what was settled for the days of a request."""

from collections.abc import Mapping

from django.db import transaction

from dispatch.choices import DayItem, Readiness
from dispatch.models import DayCheck, DispatchRequest
from dispatch.rules import day_checks as rules
from dispatch.services import requests


@transaction.atomic
def record(request_id: int, told: Mapping[str, tuple[str, str]], *, by) -> DispatchRequest:
    """Keep (state, note) of each item in ``told``; whoever wrote it last is named."""
    request = requests.locked(request_id)
    rules.check_can_record(request, by=by)
    rows = {row.item: row for row in request.day_checks.select_for_update()}
    for item, (state, note) in told.items():
        row = rows.get(item) or DayCheck(request=request, item=DayItem(item), version=0)
        row.state, row.note, row.by = Readiness(state), note, by
        row.save_version()
    return request
