"""The date of 指導技法等講習 in the register, kept in step with the completions of our courses.

The earliest completion counts. A date that was typed by hand (no completion is marked as its
origin) is never overwritten and never taken away: it stays, and the user is told.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from meisters.choices import CourseKind
from meisters.models import Meister, Participation


@contextmanager
def carried_over(meister_ids: Iterable[int]) -> Iterator[list[Meister]]:
    """Completions of these people change inside; yields the list of those whose date stays."""
    people = list(
        Meister.objects.select_for_update(of=("self",))
        .filter(pk__in=set(meister_ids))
        .order_by("pk")
    )
    by_hand = _typed_by_hand(people)
    kept: list[Meister] = []
    yield kept
    for person in people:
        first = _completions(person).order_by("completed_on", "pk").first()
        if person.pk in by_hand:
            _mark(person, None)
            kept += [person] if first else []
            continue
        _mark(person, first)
        day = first.completed_on if first else None
        if person.course_completed_on != day:
            person.course_completed_on = day
            person.save_version(update_fields=("course_completed_on",))


def _typed_by_hand(people) -> set[int]:
    marked = Participation.objects.filter(meister__in=people, in_register=True)
    origin = dict(marked.values_list("meister_id", "completed_on"))
    return {
        person.pk
        for person in people
        if person.course_completed_on and person.course_completed_on != origin.get(person.pk)
    }


def _completions(person):
    return Participation.objects.completed().filter(
        meister=person, course__kind=CourseKind.TEACHING
    )


def _mark(person, first) -> None:
    """Only ``first`` is the origin of the date."""
    key = first.pk if first else None
    marked = Participation.objects.filter(meister=person, in_register=True)
    marked.exclude(pk=key).update(in_register=False)
    if first and not first.in_register:
        Participation.objects.filter(pk=key).update(in_register=True)
