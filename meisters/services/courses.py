"""The doors through which courses and their participants change."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.services import outbox
from meisters.models import Course, Meister, Participation
from meisters.rules import COURSE_WORKFLOW, workflows
from meisters.rules import courses as rules


@transaction.atomic
def plan(course: Course, *, by) -> Course:
    """Save a new course as 予定."""
    rules.check_may_edit(by)
    course.save(force_insert=True)
    course.steps.create(to_state=course.state, transition="plan", label="計画", by=by)
    return course


@transaction.atomic
def update(course: Course, *, by) -> Course:
    """Save an edited course whose row the caller has locked."""
    rules.check_may_edit(by)
    course.save_version()
    return course


def locked(course_id: int) -> Course:
    """All that happens with the people of a course waits at its row."""
    return Course.objects.select_for_update(of=("self",)).get(pk=course_id)


@transaction.atomic
def add(course_id: int, meister_ids: Iterable[int], *, by) -> list[Participation]:
    """Add active meisters with their 受講区分 of today; who is on it already stays as he is."""
    course = locked(course_id)
    rules.check_may_edit(by)
    rules.check_is_planned(course, "受講者を加えられません")
    people = Meister.objects.not_at(course).filter(pk__in=meister_ids)
    return Participation.objects.bulk_create(
        Participation(
            course=course,
            meister=person,
            obligation=rules.obligation(course.kind, person.licence, person.course_completed_on),
        )
        for person in people
    )


@transaction.atomic
def remove(participation_id: int, *, by) -> Participation:
    """Take somebody off with whom nothing has happened yet."""
    participation = participation_locked(participation_id)
    rules.check_may_edit(by)
    rules.check_can_remove(participation)
    Participation.objects.filter(pk=participation.pk).delete()
    return participation


def participation_locked(participation_id: int) -> Participation:
    """The row with its course locked before it."""
    rows = Participation.objects.select_related("course", "meister", "message", "certificate")
    locked(Participation.objects.values_list("course_id", flat=True).get(pk=participation_id))
    return rows.select_for_update(of=("self",)).get(pk=participation_id)


@transaction.atomic
def take_step(course_id: int, name: str, *, by, comment: str = "") -> Course:
    """実施, 中止 or 予定に戻し, by name of the transition.

    中止 takes back the letters and mails that have not left: ``letters_cancelled`` says how many.
    """
    course = locked(course_id)
    if name not in COURSE_WORKFLOW.transitions:
        raise TransitionDenied("この手続は講習・研修の画面では行えません。")
    transition = COURSE_WORKFLOW[name]
    COURSE_WORKFLOW.check(transition, course, by=by, comment=comment)
    if transition is workflows.HOLD:
        rules.check_is_over(course, timezone.localdate())
    if transition is workflows.CANCEL_COURSE:
        rules.check_nobody_attended(course.participations.came().count())
        course.letters_cancelled = _cancel_letters(course, by)
    course.move(transition, by=by, comment=comment)
    return course


def unsent_letters(course: Course) -> list[int]:
    """What may still leave, also to somebody whose record was merged into another."""
    return Participation.with_merged.filter(course=course).unsent_letters()


def _cancel_letters(course: Course, by) -> int:
    keys = unsent_letters(course)
    for key in keys:
        outbox.cancel(key, by=by, comment=f"{course.label}の中止")
    return len(keys)
