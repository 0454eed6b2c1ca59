"""The doors through which a year is closed and opened again."""

from datetime import date

from django.db import transaction
from django.db.models import DateTimeField, F
from django.db.models.functions import TruncDate
from django.utils import timezone

from aomori_skills.base import fiscal_year
from meisters import figures
from meisters.models import (
    BatchItem,
    Briefing,
    Candidate,
    CertificationApplication,
    ClosedYear,
    ConfirmationRound,
    Course,
    Meister,
    Visit,
)
from meisters.rules import year_end

FOR_MERGING = "統合のための自動の締め"
FIRST_DAYS = (
    (Visit, "visited_on"),
    (Candidate, "created_at"),
    (Candidate, "explained_on"),
    (CertificationApplication, "created_at"),
    (BatchItem, "result_on"),
    (Meister, "certified_on"),
    (Briefing, "held_on"),
    (Course, "starts_on"),
    (ConfirmationRound, "opened_on"),
)


@transaction.atomic
def close(year: int, *, by, reason: str = "") -> ClosedYear:
    """Keep the figures of an ended year as they are now."""
    is_closed = ClosedYear.objects.filter(fiscal_year=year).exists()
    year_end.check_can_close(year, is_closed=is_closed, today=timezone.localdate(), by=by)
    kept, is_first = _keep(year, by, reason)
    year_end.check_can_close(year, is_closed=not is_first, today=timezone.localdate(), by=by)
    return kept


@transaction.atomic
def reopen(year: int, *, by, reason: str) -> None:
    """Count the year anew; the figures that were kept, and the reason, stay in the history."""
    closing = ClosedYear.objects.select_for_update(of=("self",)).filter(fiscal_year=year).first()
    year_end.check_can_reopen(year, is_closed=closing is not None, reason=reason, by=by)
    closing.reason = reason.strip()
    closing.save(update_fields=("reason",))
    closing.delete()


def open_ended() -> list[int]:
    """Every ended year that isn't closed; a merger closes them."""
    closed = set(ClosedYear.objects.values_list("fiscal_year", flat=True))
    today = timezone.localdate()
    return [year for year in range(_first_year(today), fiscal_year.of(today)) if year not in closed]


def check_close_ended(years: list[int], *, by) -> None:
    """Raise TransitionDenied if it is not for ``by`` to close what a merger would close."""
    year_end.check_can_close_by_merging(years, today=timezone.localdate(), by=by)


@transaction.atomic
def close_ended(*, by) -> list[int]:
    """Close every ended year that isn't closed, before records are merged; return these years.

    It changes no number, it keeps numbers from changing.
    """
    years = open_ended()
    check_close_ended(years, by=by)
    return [year for year in years if _keep(year, by, FOR_MERGING)[1]]


def _keep(year: int, by, reason: str) -> tuple[ClosedYear, bool]:
    content = figures.to_json(figures.live(year))
    return ClosedYear.objects.get_or_create(
        fiscal_year=year, defaults={"figures": content, "closed_by": by, "reason": reason.strip()}
    )


def _first_year(today: date) -> int:
    """The year of the first thing that is counted (one query)."""
    first, *others = (_first_day(model, name) for model, name in FIRST_DAYS)
    days = [day for (day,) in first.union(*others, all=True)]
    return max(fiscal_year.of(min(days, default=today)), year_end.FIRST_YEAR)


def _first_day(model, name: str):
    is_time = isinstance(model._meta.get_field(name), DateTimeField)
    rows = model.objects.annotate(day=TruncDate(name) if is_time else F(name))
    return rows.filter(day__isnull=False).order_by("day").values_list("day")[:1]
