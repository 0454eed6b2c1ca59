"""What waits: for oneself first, then for the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from aomori_skills.base.roles import WORKERS
from aomori_skills.front import dispatch_work
from aomori_skills.front.counting import Asked, Listed, Number, Numbers
from aomori_skills.front.task import Task
from aomori_skills.paperwork.filters import MessageFilter
from aomori_skills.paperwork.models import OutgoingMessage
from meisters.choices import Licence
from meisters.filters.applications import DUE, OVERDUE, RUNNING, SENT_BACK, ApplicationFilter
from meisters.filters.briefings import UntoldFilter
from meisters.filters.candidates import DUE as CONTACT_DUE
from meisters.filters.candidates import WEEK, CandidateFilter
from meisters.filters.confirmations import OVERDUE as ANSWER_OVERDUE
from meisters.filters.confirmations import TO_ACT, PeopleFilter
from meisters.filters.consents import YES, ConsentFilter
from meisters.filters.courses import (
    OPEN_CERTIFICATE,
    TO_HOLD,
    CourseFilter,
    ParticipationFilter,
    UnfinishedFilter,
)
from meisters.filters.courses import OVERDUE as REPLY_OVERDUE
from meisters.filters.plans import LATE, THIS_MONTH, PlanFilter
from meisters.filters.visits import DUE as ACTION_DUE
from meisters.filters.visits import VisitFilter
from meisters.models import (
    ApplicationRound,
    Candidate,
    CertificationApplication,
    Confirmation,
    Course,
    Meister,
    Participation,
    PlannedVisit,
    Visit,
)
from meisters.services import public_sheets

APPLICATIONS = Listed(
    "meisters:application_list", ApplicationFilter, CertificationApplication.objects.for_listing()
)
CANDIDATES = Listed("meisters:candidate_list", CandidateFilter, Candidate.objects.for_listing())
PLANS = Listed("meisters:plan_list", PlanFilter, PlannedVisit.objects.for_listing(), owner="staff")
VISITS = Listed("meisters:visit_list", VisitFilter, Visit.objects.for_listing(), owner="author")
PARTICIPATIONS = Listed(
    "meisters:participation_list",
    ParticipationFilter,
    Participation.objects.for_listing(),
    owner="course__owner",
)
COURSES = Listed("meisters:course_list", CourseFilter, Course.objects.for_listing())
OPEN_COURSES = Listed(
    "meisters:unfinished_list",
    UnfinishedFilter,
    Meister.objects.without_course().with_invitations(),
    owner="",
)
CONFIRMATIONS = Listed(
    "meisters:confirmation_people",
    PeopleFilter,
    Confirmation.objects.for_listing(),
    owner="round__owner",
)
UNTOLD = Listed(
    "meisters:untold_list",
    UntoldFilter,
    Meister.objects.untold(),
    owner="",
    permission="meisters.view_briefings",
)
CONSENTS = Listed(
    "meisters:consent_list", ConsentFilter, Meister.objects.filter(merged_into=None), owner=""
)
MESSAGES = Listed(
    "paperwork:message_list",
    MessageFilter,
    OutgoingMessage.objects.for_listing(),
    owner="author",
    permission="paperwork.view_messages",
)
AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Line:
    """A task with how much of it waits; ``mine`` is None for people who are given no work."""

    task: Task
    mine: Number | None
    everybody: Number


AWAITING = Task("awaiting", "承認を待っている申請", {"scope": RUNNING, "state": "awaiting"})
PLAN_TASKS = (
    Task("visits_late", "予定の月を過ぎた訪問", {"scope": LATE}, urgent=True),
    Task("visits_planned", "今月の訪問予定で未実施のもの", {"scope": THIS_MONTH}),
)
VISIT_TASKS = (Task("visits_due", "次の対応の期日が来た訪問", {"scope": ACTION_DUE}, urgent=True),)
APPLICATION_TASKS = (
    AWAITING,
    Task("sent_back", "差し戻された申請", {"scope": SENT_BACK}, urgent=True),
    Task("overdue", "締切を過ぎた申請", {"scope": OVERDUE}, urgent=True),
    Task("due", "締切まで14日以内の申請", {"scope": DUE}),
    Task(
        "inquiry",
        "センターから照会のある申請",
        {"scope": RUNNING, "state": "inquiry"},
        urgent=True,
    ),
    Task("draft", "作成中の申請", {"scope": RUNNING, "state": "draft"}),
    Task("approved", "センターへ提出できる申請", {"scope": RUNNING, "state": "approved"}),
    Task("submitted", "センターの結果を待つ申請", {"scope": RUNNING, "state": "submitted"}),
)
CANDIDATE_TASKS = (
    Task("contact", "今日までに連絡する候補者", {"contact": CONTACT_DUE}, urgent=True),
    Task("week", "7日以内に連絡する候補者", {"contact": WEEK}),
)
PARTICIPATION_TASKS = (
    Task(
        "course_replies",
        "回答期限を過ぎて未回答の講習の案内",
        {"waiting": REPLY_OVERDUE},
        urgent=True,
    ),
    Task("course_certificates", "修了証をまだ発行していない人", {"waiting": OPEN_CERTIFICATE}),
)
COURSE_TASKS = (Task("courses_to_hold", "終わったが実施済みにしていない講習", {"scope": TO_HOLD}),)
OPEN_COURSE_TASKS = (
    Task("courses_open", "必須の講習が済んでいないマイスター", {"licence": Licence.NOT_HELD.value}),
)
CONFIRMATION_TASKS = (
    Task(
        "confirmations_overdue",
        "回答期限を過ぎた活動継続の未回答",
        {"scope": ANSWER_OVERDUE},
        urgent=True,
    ),
    Task(
        "confirmations_to_act",
        "休止・辞退の手続が必要なマイスター",
        {"scope": TO_ACT},
        urgent=True,
    ),
)
UNTOLD_TASKS = (Task("untold", "説明が済んでいないマイスター", {}),)
CONSENT_TASKS = (
    Task(
        "consents_unknown",
        "公表同意に未確認の項目がある活動可のマイスター",
        {"unknown": YES, "state": "active"},
    ),
)
MESSAGE_TASKS = (
    Task("messages_failed", "送信に失敗したメール", {"state": "failed"}, urgent=True),
    Task("messages_draft", "送っていない下書き", {"state": "draft"}),
)
TASKS = (
    (MESSAGES, MESSAGE_TASKS),
    (APPLICATIONS, APPLICATION_TASKS),
    (CANDIDATES, CANDIDATE_TASKS),
    (VISITS, VISIT_TASKS),
    (PLANS, PLAN_TASKS),
    (UNTOLD, UNTOLD_TASKS),
    (PARTICIPATIONS, PARTICIPATION_TASKS),
    (COURSES, COURSE_TASKS),
    (OPEN_COURSES, OPEN_COURSE_TASKS),
    (CONFIRMATIONS, CONFIRMATION_TASKS),
    (CONSENTS, CONSENT_TASKS),
    *dispatch_work.TASKS,
)
"""Lists with the tasks found in them; the names of all tasks differ."""


SHEET_OUTDATED = Task("sheet_outdated", "前回の公表シートと内容が変わった人", {}, urgent=True)
"""Not counted in a list: what a sheet says is decided by ``rules.publication`` alone."""


def asked(user) -> list[Asked]:
    """What ``lines`` wants to know, for somebody with the permissions of ``user``."""
    owner = user if is_given_work(user) else None
    return [
        Asked(listed, {task.name: task.conditions for task in tasks}, owner)
        for listed, tasks in TASKS
        if user.has_perm(listed.permission)
    ]


def lines(request, found: Mapping[str, Numbers], office) -> list[Line]:
    """Tasks of which something waits, the urgent ones first.

    ``found`` answers what was ``asked``; ``office`` is the profile of today.
    """
    waiting = [
        Line(task, found[task.name].mine, found[task.name].everybody)
        for _, tasks in TASKS
        for task in tasks
        if task.name in found and found[task.name].everybody.count
    ]
    if request.user.has_perm("meisters.view_meisters"):
        changes = public_sheets.changes_since_last(office)
        if changes:
            number = Number(len(changes), reverse("meisters:public_sheet"))
            waiting.append(Line(SHEET_OUTDATED, None, number))
    return sorted(waiting, key=lambda line: not line.task.urgent)


def is_given_work(user) -> bool:
    """Whether work can be theirs: 担当 and 承認者 in their own right."""
    return not WORKERS.isdisjoint(user.roles)


@dataclass(frozen=True)
class Deadline:
    """A day to come, what it is for, and how many days are left."""

    round: ApplicationRound
    label: str
    day: object
    left: int


def deadlines() -> list[Deadline]:
    """Deadlines of the rounds from today on, up to thirty days ahead (one query)."""
    today = timezone.localdate()
    coming = [
        Deadline(row, label, day, (day - today).days)
        for row in ApplicationRound.objects.upcoming(since=today)
        for label, day in (
            ("コーナーの締切", row.corner_deadline),
            ("センターの締切", row.center_deadline),
        )
        if today <= day <= today + AHEAD
    ]
    return sorted(coming, key=lambda one: (one.day, one.round.pk))
