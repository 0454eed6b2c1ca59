"""The page of one course: its head, its next step and its tabs."""

from collections import Counter

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import history, page
from aomori_skills.base.access import permitted
from aomori_skills.base.listing import PurposeForm
from aomori_skills.base.page import Action, Tab, allowed
from aomori_skills.paperwork.choices import Purpose
from meisters.choices import Attendance, CourseState
from meisters.models import Course
from meisters.rules import COURSE_WORKFLOW, workflows
from meisters.rules import courses as rules
from meisters.views.courses import EDIT, VIEW, crumbs

EXPORT = "meisters.export_personal"
SEND = "paperwork.send_messages"
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
    primary, others = _actions(course, request.user)
    planned = course.state == CourseState.PLANNED
    context = {
        "kind": course.get_kind_display() if course.title else "講習・研修",
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


def drafts_of(rows, name: str) -> Counter:
    """Where the drafts of ``rows`` wait: (batch, or the message alone) → how many."""
    drafts = [getattr(row, name) for row in rows.select_related(f"{name}__batch")]
    return Counter(draft.batch or draft for draft in drafts)


def send_actions(drafts: Counter) -> list[Action]:
    """To the pages on which the drafts are looked at and sent."""
    return [
        Action(f"下書き{count}件を送信・発行する", to.get_absolute_url(), permission=SEND)
        for to, count in drafts.items()
    ]


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


def _actions(course, user):
    """The next step by what has been done so far, and all others."""
    offered = allowed(_offered(course), user)
    steps = {step.name for step in COURSE_WORKFLOW.available(course, by=user)}
    if not rules.is_over(course, timezone.localdate()):
        steps.discard(workflows.HOLD.name)
    first = next(iter(offered), None)
    taken = [_step(course, step) for step in _STEPS if step.name in steps]
    if course.state != CourseState.PLANNED and not course.is_ours:
        return None, [*offered, *taken]
    return first, [*offered[1:], *taken]


def _offered(course) -> list[Action]:
    choose = _action(course, "受講者を選ぶ", "choose")
    invite = _action(course, "案内を作る", "invite")
    remind = _action(
        course, "回答を催促する", "remind", note="案内を送り、回答のない人が対象です。"
    )
    replies = _action(course, "回答を入力する", "replies")
    results = _action(course, _results_label(course), "results")
    edit = _action(course, "編集する", "edit")
    if course.state == CourseState.CANCELLED:
        return [edit]
    if course.state == CourseState.HELD:
        return [*_certificates(course), results, replies, edit]
    if rules.has_begun(course, timezone.localdate()):
        if _is_written_down(course):
            return [_step(course, workflows.HOLD), results, replies, choose, edit]
        return [results, replies, choose, edit]
    if not course.chosen:
        return [choose, edit]
    sends = send_actions(course.drafts)
    if course.invited:
        return [*sends, replies, invite, remind, choose, edit]
    return [*sends, invite, choose, replies, edit]


def _certificates(course) -> list[Action]:
    if not course.is_ours or not course.completed:
        return []
    done = course.certified == course.completed
    label = "修了証をまとめて印刷する" if done else "修了証を発行する"
    note = "修了した人全員の修了証を1つのPDFにします。"
    return [_action(course, label, "certificates", note=note)]


def _is_written_down(course) -> bool:
    unknown = course.participations.filter(attendance=Attendance.UNKNOWN)
    return rules.is_over(course, timezone.localdate()) and not unknown.exists()


def _results_label(course) -> str:
    return "出欠・修了を入力する" if course.is_ours else "出欠・旅費・成果を入力する"


def _action(course, label, name, *, note="") -> Action:
    url = reverse(f"meisters:course_{name}", args=(course.pk,))
    return Action(label, url, permission=EDIT, note=note)


_STEPS = (workflows.HOLD, workflows.REOPEN_COURSE, workflows.CANCEL_COURSE)


def _step(course, step) -> Action:
    url = reverse("meisters:course_step", args=(course.pk, step.name))
    return Action(step.label, url, permission=EDIT, danger=step is workflows.CANCEL_COURSE)
