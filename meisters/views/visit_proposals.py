"""訪問記録: what is known already of a visit that is about to be recorded."""

from django.utils import timezone

from aomori_skills.office.models import Organization
from meisters.models import Visit
from meisters.views.addresses import wanted_row


def proposal(request, plan) -> tuple[Visit, dict]:
    """A new visit with what the plan, the visit before or the link already says."""
    before = wanted_row(request, "after", Visit.objects.for_page())
    if plan:
        return _of_plan(plan, by=request.user)
    if before:
        return _after(before)
    place = wanted_row(request, "organization", Organization.objects.current())
    new = Visit(visited_on=timezone.localdate(), organization=place)
    return new, {"staff": [request.user.pk]}


def _of_plan(plan, *, by) -> tuple[Visit, dict]:
    """Who writes the record has probably gone too; the aim stands on the 復命書 as its 用務."""
    today = timezone.localdate()
    new = Visit(organization=plan.organization, visited_on=min(plan.planned_on or today, today))
    return new, {
        "staff": [plan.staff_id, by.pk],
        "trades": [plan.trade_id] if plan.trade_id else [],
    }


def _after(before) -> tuple[Visit, dict]:
    """Another place on the same day by the same people."""
    new = Visit(visited_on=before.visited_on, materials=before.materials)
    return new, {
        "staff": [user.pk for user in before.staff.all()],
        "trades": [trade.pk for trade in before.trades.all()],
    }
