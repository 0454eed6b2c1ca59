"""計画: the plan of a request with the rows of its sessions and what they come to."""

from django.urls import reverse

from aomori_skills.base.page import Action, allowed
from dispatch.rules import plans as rules
from dispatch.rules.plan_rows import plan_rows
from dispatch.rules.plan_totals import of_rows
from dispatch.rules.workflows import EDIT
from dispatch.services.request_judging import caps_of
from dispatch.views.request_check import material_context

EXPORT = "meisters.export_personal"


def plan_context(request, row) -> dict:
    plan = getattr(row, "plan", None)
    sessions = list(row.sessions.with_people())
    totals = of_rows(sessions, row.materials.all(), row.people)
    meetings = list(row.prior_meetings.select_related("author"))
    return {
        "plan": plan,
        "rows": plan_rows(sessions),
        "totals": totals,
        "gaps": rules.gaps(plan, totals),
        "doubts": rules.doubts(totals),
        "materials": material_context(caps_of(row)),
        "meetings": [(one, _of_meeting(row, one, request.user)) for one in meetings],
        "edit_plan": offered(rules.check_can_plan, row, request.user, edit_plan(row, plan)),
        "add_meeting": offered(rules.check_can_meet, row, request.user, add_meeting(row)),
        "plan_papers": allowed(
            [*plan_papers(row, plan), *course_papers(row, plan, sessions)], request.user
        ),
    }


def offered(check, row, user, action: Action) -> Action | None:
    return action if rules.allows(check, row, by=user) else None


def edit_plan(row, plan) -> Action:
    label = "計画書を編集する" if plan else "計画書を作る"
    return Action(label, reverse("dispatch:request_plan", args=(row.pk,)), permission=EDIT)


def add_meeting(row) -> Action:
    url = reverse("dispatch:request_prior_meeting", args=(row.pk,))
    return Action("事前打合せを記録する", url, permission=EDIT)


def plan_papers(row, plan) -> list[Action]:
    """The papers of the plan."""
    if plan is None:
        return []
    return [
        _paper(row, "plan", "実技指導計画書（PDF）"),
        _paper(row, "book", "実技指導計画書（Excel）"),
    ]


def course_papers(row, plan, sessions) -> list[Action]:
    """A 講習計画書 is made of the sessions."""
    return [_paper(row, "course", "講習計画書（PDF）")] if plan and sessions else []


def _paper(row, name: str, label: str) -> Action:
    return Action(
        label,
        reverse("dispatch:request_plan_paper", args=(row.pk, name)),
        post=True,
        download=True,
        permission=EXPORT,
    )


def _of_meeting(row, meeting, user) -> list[Action]:
    edit = Action("編集する", reverse("dispatch:prior_meeting_edit", args=(meeting.pk,)))
    open_ = rules.allows(rules.check_can_meet, row, by=user)
    return allowed([*([edit] if open_ else []), meeting_paper(meeting)], user)


def meeting_paper(meeting) -> Action:
    return Action(
        "記録を印刷する（PDF）",
        reverse("dispatch:prior_meeting_paper", args=(meeting.pk,)),
        post=True,
        download=True,
        permission=EXPORT,
    )
