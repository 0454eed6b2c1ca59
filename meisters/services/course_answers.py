"""Replies, attendance and completions of a course, typed into grids by more than one person."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from meisters.choices import CourseReply
from meisters.models import Meister, Participation
from meisters.rules import course_cells as cells
from meisters.rules import courses as rules
from meisters.rules import grid_cells
from meisters.services import completions, overtaken
from meisters.services.courses import locked


class RowsRefused(Exception):
    """Rows that can't be written: participation → field → sentence, or what somebody else wrote."""

    def __init__(self, *, errors=None, conflicts=None):
        self.errors: dict[int, dict[str, str]] = errors or {}
        self.conflicts: dict[int, dict] = conflicts or {}
        super().__init__()


@dataclass(frozen=True)
class Recorded:
    """How many rows were written, and what came of it.

    ``kept`` are those whose date in the register was typed by hand and stays; ``withdrawn`` counts
    the reminders that are not sent any more.
    """

    count: int
    kept: tuple[Meister, ...] = ()
    withdrawn: int = 0


@transaction.atomic
def record_replies(course_id: int, typed: Iterable[grid_cells.Typed], *, by) -> Recorded:
    """Who has answered is not reminded any more: what has not left yet is withdrawn."""
    course = locked(course_id)
    rules.check_may_edit(by)
    rules.check_is_not_cancelled(course, "回答を入力できません")
    rows, changes = _changes(course, typed, cells.REPLY_CELLS)
    _write(rows, changes)
    answered = [rows[key] for key in changes if rows[key].reply != CourseReply.PENDING]
    withdrawn = overtaken.withdraw([row.reminder_id for row in answered], by=by)
    return Recorded(len(changes), withdrawn=withdrawn)


@transaction.atomic
def record_results(course_id: int, typed: Iterable[grid_cells.Typed], *, by) -> Recorded:
    """Attendance, and for our course the completion, which goes into the register too."""
    course, today = locked(course_id), timezone.localdate()
    rules.check_may_edit(by)
    rules.check_has_begun(course, today)
    rows, changes = _changes(course, typed, result_cells(course))
    errors = {
        key: found
        for key, values in changes.items()
        if (found := rules.result_errors(course, rows[key], values, today))
    }
    if errors:
        raise RowsRefused(errors=errors)
    done = [
        key
        for key, values in changes.items()
        if course.is_ours and values["completed_on"] != rows[key].completed_on
    ]
    with completions.carried_over(rows[key].meister_id for key in done) as kept:
        _write(rows, changes)
    return Recorded(len(changes), tuple(kept))


def result_cells(course) -> tuple[str, ...]:
    return cells.COMPLETION_CELLS if course.is_ours else cells.TRAVEL_CELLS


def _changes(course, typed, names) -> tuple[dict[int, Participation], dict[int, dict]]:
    rows = {row.pk: row for row in course.participations.select_related("certificate", "meister")}
    stored = {key: grid_cells.cells_of(row, names) for key, row in rows.items()}
    merged = grid_cells.merge(stored, [row for row in typed if row.key in rows])
    if merged.conflicts:
        raise RowsRefused(conflicts=merged.conflicts)
    return rows, merged.changes


def _write(rows, changes) -> None:
    for key, values in changes.items():
        row = rows[key]
        for name, value in values.items():
            setattr(row, name, value)
        also = ()
        if row.in_register and not row.completed_on:
            row.in_register, also = False, ("in_register",)
        row.save(update_fields=(*values, *also))
