"""承認依頼, 決定, 差戻し, 計画の変更: the doors between the staff and the manager.

A decision freezes the plan as a version; a change takes the decision back, and the next decision
makes the next version.
"""

from django.db import transaction
from django.utils import timezone

from aomori_skills.paperwork.services import outbox
from dispatch.models import DecisionNotice, DispatchRequest, PlanVersion
from dispatch.rules import REQUEST_WORKFLOW, decisions, plan_seen, workflows
from dispatch.rules.decision_checks import decision_checks
from dispatch.services import told_plans
from dispatch.services.decision_case import content_of, decision_case
from dispatch.services.request_judging import KEPT, judge
from dispatch.services.requests import locked
from meisters.services.approvals import approvers_of, represented_manager

APPROVAL = ("approved_by", "approved_for", "approved_at")


@transaction.atomic
def request_approval(request_id: int, *, by, comment: str = "") -> DispatchRequest:
    """承認依頼: the plan is complete; from now on nothing in it changes."""
    request = _whole(request_id)
    judge(request)
    checks = decision_checks(decision_case(request))
    decisions.check_can_request_approval(request, checks, by=by)
    request.requested_by = by
    request.move(workflows.REQUEST_APPROVAL, by=by, comment=comment, also=("requested_by", *KEPT))
    return request


@transaction.atomic
def pull_back(request_id: int, *, by, comment: str = "") -> DispatchRequest:
    """引き戻し: the staff take it back before the manager has decided."""
    request = locked(request_id)
    REQUEST_WORKFLOW.check(workflows.PULL_BACK, request, by=by)
    return _back_to_adjusting(request, workflows.PULL_BACK, by=by, comment=comment)


@transaction.atomic
def approve(request_id: int, *, by, comment: str = "", seen: str | None = None) -> PlanVersion:
    """決定 by a manager, or by a delegate in the manager's place; the plan is frozen.

    ``seen`` is the fingerprint of the page: what has changed since is not decided unseen.
    """
    request = _whole(request_id)
    judge(request)
    case = decision_case(request)
    checks = decision_checks(case)
    before = request.versions.order_by("-number").first()
    content = content_of(case)
    decisions.check_can_approve(
        request,
        checks,
        by=by,
        over_budget=bool(case.over_budget),
        comment=comment,
    )
    plan_seen.check_seen(seen, plan_seen.fingerprint(content, checks))
    request.approved_by = by
    request.approved_for = represented_manager(by)
    request.approved_at = timezone.now()
    request.move(workflows.APPROVE, by=by, comment=comment, also=(*APPROVAL, *KEPT))
    return PlanVersion.objects.create(
        request=request,
        number=before.number + 1 if before else 1,
        content=content,
        approved_by=request.approved_by,
        approved_for=request.approved_for,
        approved_at=request.approved_at,
        comment=comment.strip(),
    )


@transaction.atomic
def send_back(request_id: int, *, by, comment: str) -> DispatchRequest:
    """差戻し with a comment that says what to mend."""
    request = locked(request_id)
    REQUEST_WORKFLOW.check(workflows.SEND_BACK, request, by=by, comment=comment)
    return _back_to_adjusting(request, workflows.SEND_BACK, by=by, comment=comment)


@transaction.atomic
def revise(request_id: int, *, by, comment: str) -> DispatchRequest:
    """計画の変更: the decided version stays as it was; notices that have not left are withdrawn."""
    request = locked(request_id)
    REQUEST_WORKFLOW.check(workflows.REVISE, request, by=by, comment=comment)
    withdraw_notices(request, by=by, comment="計画を変更するため")
    told_plans.decided_anew(request)
    return _back_to_adjusting(request, workflows.REVISE, by=by, comment=comment)


def withdraw_notices(request, *, by, comment: str) -> int:
    """Drafts about what holds no more; how many. What has left stays."""
    rows = DecisionNotice.objects.filter(version__request=request)
    return outbox.withdraw(rows.values_list("message", flat=True), by=by, comment=comment)


def take_back_approval(request) -> tuple[str, ...]:
    """Nobody has decided it any more; the names of the fields to save."""
    request.requested_by = None
    request.approved_by = request.approved_for = request.approved_at = None
    return ("requested_by", *APPROVAL)


def managers_for(request, *, requester) -> list:
    """Who can decide it today, if ``requester`` asks."""
    found = approvers_of(request, requester=requester)
    return [user for user in found if user.pk != request.owner_id]


def _whole(request_id: int) -> DispatchRequest:
    """Locked, with everything that the check reads."""
    locked(request_id)
    return DispatchRequest.objects.whole().get(pk=request_id)


def _back_to_adjusting(request, step, *, by, comment: str) -> DispatchRequest:
    fields = take_back_approval(request)
    request.move(step, by=by, comment=comment, also=fields)
    return request
