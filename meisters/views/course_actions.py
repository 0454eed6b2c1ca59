"""What can be done with a course: its next step by what has happened so far, and all others."""

from collections import Counter

from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.page import Action, allowed
from meisters.choices import Attendance, CourseState
from meisters.rules import COURSE_WORKFLOW, workflows
from meisters.rules import courses as rules
from meisters.views.courses import EDIT

SEND = "paperwork.send_messages"
STEPS = (workflows.HOLD, workflows.REOPEN_COURSE, workflows.CANCEL_COURSE)


def actions(course, user):
    """The next step by what has been done so far, and all others."""
    offered = allowed(_offered(course), user)
    steps = {step.name for step in COURSE_WORKFLOW.available(course, by=user)}
    if not rules.is_over(course, timezone.localdate()):
        steps.discard(workflows.HOLD.name)
    first = next(iter(offered), None)
    taken = [_step(course, step) for step in STEPS if step.name in steps]
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
    results = _action(course, results_label(course), "results")
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


def results_label(course) -> str:
    return "出欠・修了を入力する" if course.is_ours else "出欠・旅費・成果を入力する"


def _action(course, label, name, *, note="") -> Action:
    url = reverse(f"meisters:course_{name}", args=(course.pk,))
    return Action(label, url, permission=EDIT, note=note)


def _step(course, step) -> Action:
    url = reverse("meisters:course_step", args=(course.pk, step.name))
    return Action(step.label, url, permission=EDIT, danger=step is workflows.CANCEL_COURSE)


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
