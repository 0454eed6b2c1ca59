"""The office's own closed days."""

from datetime import date

from django.db import transaction

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import ClosedDay


@transaction.atomic
def add(days: list[date], reason: str, *, by) -> int:
    """Close the office on ``days``; days that are closed already keep their reason."""
    _check_permission(by)
    known = set(ClosedDay.objects.filter(day__in=days).values_list("day", flat=True))
    new = [ClosedDay(day=day, reason=reason) for day in days if day not in known]
    return len(ClosedDay.objects.bulk_create(new, ignore_conflicts=True))


@transaction.atomic
def remove(closed_day_id: int, *, by) -> ClosedDay | None:
    """Open the office again on that day; None if somebody has done so already."""
    _check_permission(by)
    closed = ClosedDay.objects.select_for_update().filter(pk=closed_day_id).first()
    if closed is not None:
        ClosedDay.objects.filter(pk=closed.pk).delete()
    return closed


def _check_permission(by) -> None:
    if not by.has_perm("office.edit_masters"):
        raise TransitionDenied("休業日を変更する権限がありません。管理者に依頼してください。")
