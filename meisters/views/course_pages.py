"""The page of one course: its head, its next step and its tabs."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from aomori_skills.base import history, page
from aomori_skills.base.access import permitted
from aomori_skills.base.listing import PurposeForm
from aomori_skills.base.page import Tab
from aomori_skills.paperwork.choices import Purpose
from meisters.choices import CourseState
from meisters.models import Course
from meisters.rules import courses as rules
from meisters.views.course_actions import actions, drafts_of
from meisters.views.courses import EDIT, VIEW, crumbs

EXPORT = "meisters.export_personal"
TABS = {"overview": "概要", "people": "受講者", "letters": "案内", "history": "履歴"}
STAGES = (CourseState.PLANNED, CourseState.HELD)


@permitted(VIEW)
def course_detail(request, pk):
    return detail_page(request, course_of(pk), tab=request.GET.get("tab", ""))


def course_of(pk) -> Course:
    return get_object_or_404(Course.objects.for_listing(), pk=pk)


def purpose_form(data=None) -> PurposeForm:
    return PurposeForm(data, purposes=Purpose.labels)


def detail_page(request, course, *, tab: str, purpose=None) -> HttpResponse:
    """``purpose`` is a refused form of the tab 受講者, shown again with its sentences."""
    tab = tab if tab in TABS else "overview"
    steps = list(course.steps.select_related("by"))
    course.drafts = drafts_of(course.participations.drafted(), "message")
    primary, others = actions(course, request.user)
    planned = course.state == CourseState.PLANNED
    kind = course.get_kind_display()
    context = {
        "kind": "講習・研修" if str(course) == kind else kind,
        "title": str(course),
        "course": course,
        "subject": course,
        "stages": page.stages(course.state, STAGES, CourseState, steps),
        "ball": course.owner if planned else None,
        "drafted": course.drafts.total(),
        "due": course.reply_by if planned and course.invited else None,
        "capacity": rules.capacity_sentence(course.capacity, course.chosen),
        "is_over_capacity": bool(course.capacity and course.chosen > course.capacity),
        "primary": primary,
        "others": others,
        "tabs": _tabs(course, tab),
        "tab": tab,
        "steps": steps,
        "may_edit": request.user.has_perm(EDIT),
        "may_export": request.user.has_perm(EXPORT),
        "breadcrumbs": crumbs(),
        **_CONTENT[tab](course),
    }
    if purpose is not None:
        context["purpose"] = purpose
    status = 200 if purpose is None else 422
    return render(request, "meisters/course_detail.html", context, status=status)


def _tabs(course, current) -> list[Tab]:
    url = course.get_absolute_url()
    return [Tab(slug, label, f"{url}?tab={slug}", slug == current) for slug, label in TABS.items()]


def _people(course) -> dict:
    rows = list(course.participations.for_listing().by_name())
    return {
        "rows": rows,
        "untouched": {row.pk for row in rows if rules.is_untouched(row)},
        "purpose": purpose_form(),
    }


def _letters(course) -> dict:
    rows = course.participations.for_listing().select_related("message__batch", "reminder__batch")
    return {"rows": rows.by_name()}


def _history(course) -> dict:
    return {"entries": history.entries(course, "participations")}


_CONTENT = {
    "overview": lambda course: {},
    "people": _people,
    "letters": _letters,
    "history": _history,
}
