"""The doors through which 実技指導計画書 and 受講者名簿 change."""

from django.db import transaction

from dispatch.models import DispatchPlan
from dispatch.rules import plans as rules
from dispatch.rules.workflows import EDITABLE_STATES
from dispatch.services import requests
from dispatch.services.request_judging import judge_and_keep


def locked(request_id: int) -> DispatchPlan:
    """The plan of a request as it is now, or an unsaved one; the request is locked."""
    request = requests.locked(request_id)
    plan = DispatchPlan.objects.filter(request=request).first() or DispatchPlan()
    plan.request = request
    return plan


@transaction.atomic
def save(plan: DispatchPlan, *, by) -> DispatchPlan:
    """Save the plan that the caller has got by ``locked`` and changed."""
    rules.check_can_plan(plan.request, by=by)
    if plan.pk:
        plan.save_version()
    else:
        plan.save()
    return plan


@transaction.atomic
def save_roster(request, *, by, parts) -> int:
    """Save the rows of a request got by ``requests.locked``; how many there are now."""
    rules.check_can_list(request, by=by)
    for part in parts:
        part.instance = request
        part.save()
    request.save_version(update_fields=())
    if request.state in EDITABLE_STATES:
        judge_and_keep(request.pk)  # its answers about photographs are the request's
    return request.trainees.count()
