"""Who attends a course: chosen by obligation, taken off while nothing has happened."""

from collections import defaultdict
from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.office.services.submissions import once
from meisters.choices import CourseState, Licence
from meisters.forms.courses import ChoiceForm
from meisters.models import Meister, Participation
from meisters.rules import courses as rules
from meisters.services import courses
from meisters.views.course_actions import results_label
from meisters.views.course_pages import course_of
from meisters.views.courses import EDIT, crumbs

REQUIRED = "required"
GROUPS = (
    (Licence.NOT_HELD, "受講が必須で、まだ修了していない人"),
    (Licence.UNKNOWN, "免許の有無が未確認の人"),
    (Licence.HELD, "受講が任意の人"),
)
ANYBODY = "受講が任意の人"
DONE = "指導技法等講習を修了した人"
ELSEWHERE = "別の回の受講者（案内中・出席の回答を含む）"


@permitted(EDIT, methods=FORM)
def course_choose(request, pk):
    course = course_of(pk)
    if request.method == "POST":
        answer, form = save_once(request, partial(_add, request, course))
        if answer:
            return answer
    else:
        form = ChoiceForm(course=course)
    if course.state != CourseState.PLANNED:
        state = course.get_state_display()
        messages.info(request, f"{course.label}は「{state}」のため、受講者を加えられません。")
        return redirect(course)
    context = {
        "title": f"{course.label}の受講者を選ぶ",
        "course": course,
        "groups": _groups(course),
        "has_begun": rules.has_begun(course, timezone.localdate()),
        "form": form,
        "chosen": _chosen(request, course),
        "capacity": rules.capacity_sentence(course.capacity, course.chosen),
        "back_url": f"{course.get_absolute_url()}?tab=people",
        "breadcrumbs": crumbs((course.label, course.get_absolute_url())),
    }
    status = 422 if form.is_bound else 200
    return render(request, "meisters/course_choose.html", context, status=status)


@permitted(EDIT, methods=ACT)
def participation_remove(request, pk):
    participation = get_object_or_404(Participation.objects.select_related("course"), pk=pk)
    return once(request, partial(_remove, request, participation))


def _remove(request, participation):
    course = participation.course
    try:
        removed = courses.remove(participation.pk, by=request.user)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
    else:
        messages.success(request, f"{removed}さんを{course.label}の受講者から外しました。")
    return redirect(f"{course.get_absolute_url()}?tab=people")


def _add(request, course):
    form = ChoiceForm(request.POST, course=course)
    if not form.is_valid():
        raise Invalid(form)
    people = [meister.pk for meister in form.cleaned_data["meister"]]
    try:
        added = courses.add(course.pk, people, by=request.user)
    except TransitionDenied as denied:
        refuse(form, denied)
    begun = rules.has_begun(course, timezone.localdate())
    then = f"「{results_label(course)}」へ進んでください" if begun else "案内を作ってください"
    messages.success(request, f"{course.label}の受講者に{len(added)}人を加えました。次は{then}。")
    count = course.participations.count()
    if "_next" in request.POST and course.capacity and count > course.capacity:
        messages.warning(request, rules.capacity_sentence(course.capacity, count))
    if "_next" in request.POST:
        return redirect("meisters:course_invite", course.pk)
    return redirect(f"{course.get_absolute_url()}?tab=people")


def _groups(course) -> list[tuple[str, list[Meister]]]:
    """Required and not completed first, then unknown, those who may, those on another course.

    The center's courses oblige nobody: there it tells who has been at one of the kind before.
    """
    people = list(Meister.objects.not_at(course).for_listing().with_invitations())
    elsewhere = _elsewhere(course)
    for person in people:
        rows = elsewhere.get(person.pk, [])
        person.elsewhere = [rules.standing(row) for row in rows]
        person.verdict = rules.course_verdict(person.licence, person.course_completed_on)
        person.told = person.elsewhere + (_invited(person, rows) if course.is_ours else [])
    free = [one for one in people if not one.elsewhere]
    if course.is_ours:
        found = _by_obligation(free)
    else:
        _tell_earlier(course, people)
        found = [(ANYBODY, free)]
    found.append((ELSEWHERE, [one for one in people if one.elsewhere]))
    return [(title, rows) for title, rows in found if rows]


def _by_obligation(free) -> list[tuple[str, list[Meister]]]:
    found = [
        (title, [one for one in free if one.licence == licence and not one.course_completed_on])
        for licence, title in GROUPS
    ]
    return [*found, (DONE, [one for one in free if one.course_completed_on])]


def _tell_earlier(course, people) -> None:
    """Give each of ``people`` the words of their earlier courses of this kind."""
    rows = Participation.objects.came_before(course).select_related("course")
    earlier = defaultdict(list)
    for row in rows.order_by("-course__starts_on", "-pk"):
        day = wareki.format_short(row.course.starts_on)
        earlier[row.meister_id].append(f"{day}の回に{row.get_attendance_display()}")
    for person in people:
        person.earlier = earlier.get(person.pk, [])


def _invited(person, rows) -> list[str]:
    """To which one invited last, unless ``rows`` say so already, and how often."""
    if not person.invited_to:
        return []
    times, said = f"{person.invited_times}回案内", {row.course.starts_on for row in rows}
    if person.invited_to in said:
        return [times]
    return [f"{wareki.format_short(person.invited_to)}の回", times]


def _elsewhere(course) -> dict[int, list[Participation]]:
    """Meister → their places on other planned courses of the kind."""
    rows = Participation.objects.elsewhere(course, since=timezone.localdate())
    found = defaultdict(list)
    for row in rows.select_related("course", "message").order_by("course__starts_on", "pk"):
        found[row.meister_id].append(row)
    return found


def _chosen(request, course) -> set[str]:
    """Keys whose boxes are ticked: as typed, or as a link asked for."""
    if request.method == "POST":
        return set(request.POST.getlist("meister"))
    chosen = set(request.GET.getlist("meister"))
    if request.GET.get("select") == REQUIRED and course.is_ours:
        must = Meister.objects.to_add(course, since=timezone.localdate())
        chosen |= {str(key) for key in must.values_list("pk", flat=True)}
    return chosen
