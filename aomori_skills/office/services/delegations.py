"""代理承認: who may approve in a manager's place, and from when to when."""

from datetime import date, timedelta

from django.db import transaction

from aomori_skills.office import rules
from aomori_skills.office.models import ApproverDelegation, User


@transaction.atomic
def grant(delegation: ApproverDelegation, *, by, today: date) -> ApproverDelegation:
    """Let the delegate approve from one day to another."""
    list(User.objects.select_for_update().filter(pk=delegation.delegate_id))
    rules.check_can_delegate(delegation, by=by, today=today)
    delegation.save()
    return delegation


@transaction.atomic
def end(delegation_id: int, *, by, today: date) -> ApproverDelegation:
    """End a delegation at once; one that began today still counts today, one to come is deleted."""
    delegation = ApproverDelegation.objects.select_for_update(of=("self",)).get(pk=delegation_id)
    rules.check_can_end_delegation(delegation, by=by, today=today)
    if delegation.starts_on > today:
        ApproverDelegation.objects.filter(pk=delegation.pk).delete()
    else:
        delegation.ends_on = max(delegation.starts_on, today - timedelta(days=1))
        delegation.save(update_fields=("ends_on",))
    return delegation
