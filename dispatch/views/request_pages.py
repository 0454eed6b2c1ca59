"""What the pages of a request show: its head, its tabs, the steps."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import history, page
from aomori_skills.base.page import allowed, current_tab
from dispatch.choices import RequestState
from dispatch.rules import deadlines, workflows
from dispatch.rules.plans import VIEW_TRAINEES
from dispatch.rules.workflows import EDITABLE_STATES
from dispatch.views.ask_panel import asks_context
from dispatch.views.day_panel import day_context
from dispatch.views.decision_panel import decision_context
from dispatch.views.matching_panel import matching_context
from dispatch.views.papers_panel import papers_context
from dispatch.views.plan_panel import plan_context
from dispatch.views.request_actions import actions_of, judge_action
from dispatch.views.request_check import check_context, kept_context
from dispatch.views.roster_panel import roster_context
from dispatch.views.session_panel import sessions_context

MANAGER = "承認者"


@dataclass(frozen=True)
class Panel:
    """One tab; ``build`` gives what its template needs, and is called while it is open."""

    slug: str
    label: str
    template: str
    build: Callable[..., dict] | None = None


PANELS = (
    Panel("overview", "概要", "dispatch/request_overview.html"),
    Panel("checks", "基準の確認", "dispatch/request_checks.html"),
    Panel("sessions", "指導日", "dispatch/request_sessions.html", sessions_context),
    Panel("matching", "候補", "dispatch/request_matching.html", matching_context),
    Panel("asks", "打診", "dispatch/request_asks.html", asks_context),
    Panel("plan", "計画", "dispatch/request_plan.html", plan_context),
    Panel("roster", "名簿", "dispatch/request_roster.html", roster_context),
    Panel("decision", "決定", "dispatch/request_decision.html", decision_context),
    Panel("day", "当日", "dispatch/request_day.html", day_context),
    Panel("steps", "経過", "components/steps.html"),
    Panel("papers", "書類", "dispatch/request_papers.html", papers_context),
    Panel("history", "履歴", "components/history.html"),
)
CHECKED = ("overview", "checks")
"""Tabs that show the check as of now; the others tell what was kept of it."""

PARTS = (
    "wished_dates",
    "further_trades",
    "materials",
    "overrides",
    "sessions",
    "asks",
    "plan",
    "prior_meetings",
    "day_checks",
    "files",
)


def crumbs(row=None):
    first = (("派遣依頼", reverse("dispatch:request_list")),)
    return (*first, (f"{row.number} {row}", row.get_absolute_url())) if row else first


def detail_context(request, row) -> dict:
    tabs = page.tabs(request, *((one.slug, one.label) for one in PANELS))
    tab = current_tab(tabs)
    panel = next(one for one in PANELS if one.slug == tab)
    steps = list(row.steps.select_related("by"))
    context = {
        "kind": "派遣依頼",
        "number": row.number,
        "title": f"{row.client}（{row.trades}）",
        "subject": row,
        "deadline_on": row.deadline_on if row.state == RequestState.RECEIVED else None,
        "remaining": _remaining(row),
        "stages": page.stages(row.state, workflows.STEPPER, RequestState, _moves(steps)),
        "tabs": tabs,
        "tab": tab,
        "panel": panel.template,
        "steps": steps,
        "entries": history.entries(row, *_parts(request.user)) if tab == "history" else (),
        "breadcrumbs": crumbs(),
        "cancelled": _cancellation(row, steps),
        "judge": _offered(judge_action(row), request.user),
    }
    check = check_context(row) if tab in CHECKED or not row.judged_at else kept_context(row)
    waits = bool(check["broken"]) and not check["kept"] and row.state in EDITABLE_STATES
    context["ball"] = MANAGER if waits else row.holder
    context |= check | actions_of(
        row, request.user, broken=check["broken"], with_volume=tab != "history"
    )
    return context | panel.build(request, row) if panel.build else context


def _parts(user) -> tuple[str, ...]:
    """What the history tells of; the names of trainees are for few."""
    return (*PARTS, "trainees") if user.has_perm(VIEW_TRAINEES) else PARTS


def _remaining(row) -> str:
    """How long the request may still wait; what is being adjusted waits no more."""
    if row.deadline_on is None or row.state != RequestState.RECEIVED:
        return ""
    return deadlines.remaining(row.deadline_on, timezone.localdate())


def _offered(action, user):
    """The action if ``user`` may take it, or None."""
    return next(iter(allowed([action], user)), None)


def _moves(steps) -> list:
    """The steps that changed the state; a handing over only stands between them."""
    return [step for step in steps if step.from_state != step.to_state]


def _cancellation(row, steps):
    """The step that cancelled the request, while it is cancelled."""
    if row.state != RequestState.CANCELLED:
        return None
    return next(
        (step for step in reversed(steps) if step.transition == workflows.CANCEL.name), None
    )
