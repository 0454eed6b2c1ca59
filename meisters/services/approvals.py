"""The manager's doors: approve, send back, let a rule pass. The admin calls nothing else."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from aomori_skills.base.roles import Role
from aomori_skills.office.models import ApproverDelegation
from meisters.models import CertificationApplication, RuleOverride
from meisters.rules import APPLICATION_WORKFLOW, applications, workflows
from meisters.services.applications import (
    APPROVAL_FIELDS,
    VERDICT_FIELDS,
    judge,
    locked,
    return_to_draft,
)
from meisters.services.facts import verdicts_of


@transaction.atomic
def approve(application_id: int, *, by, head_judgement: str, comment: str = ""):
    """承認 by a manager, or by a delegate in the manager's place, who is not the author."""
    application = locked(application_id)
    application.head_judgement = head_judgement.strip()
    verdicts = judge(application)
    applications.check_can_approve(application, verdicts, by=by, head_judgement=head_judgement)
    application.approved_by = by
    application.approved_for = represented_manager(by)
    application.approved_at = timezone.now()
    kept = (*APPROVAL_FIELDS, *VERDICT_FIELDS)
    application.move(workflows.APPROVE, by=by, comment=comment, also=kept)
    return application


@transaction.atomic
def send_back(application_id: int, *, by, comment: str) -> CertificationApplication:
    """差戻し with a comment that says what to mend."""
    application = locked(application_id)
    APPLICATION_WORKFLOW.check(workflows.SEND_BACK, application, by=by, comment=comment)
    return return_to_draft(application, workflows.SEND_BACK, by=by, comment=comment)


@transaction.atomic
def allow_exception(application_id: int, rule: str, *, by, reason: str) -> RuleOverride:
    """Let one rule pass for one application, with the reason on record."""
    application = locked(application_id)
    applications.check_can_override(application, verdicts_of(application), rule, reason, by=by)
    override = application.overrides.create(rule=rule, reason=reason.strip(), by=by)
    application.save_version(update_fields=())
    return override


def approvers_of(application, *, requester) -> list:
    """Who can approve ``application`` today: managers and delegates in force without a part in it.

    ``requester`` is the one who asks, or will ask, for the approval.
    """
    users = get_user_model().objects.filter(is_active=True)
    users = users.exclude(pk__in=(application.author_id, requester.pk))
    delegated = ApproverDelegation.objects.in_force(timezone.localdate())
    return list(
        users.filter(
            Q(roles__contains=[Role.APPROVER.value]) | Q(pk__in=delegated.values("delegate"))
        )
    )


def represented_manager(by):
    """The manager in whose place a delegate acts; None if ``by`` is 承認者 in their own right."""
    if Role.APPROVER in by.roles:
        return None
    delegation = (
        ApproverDelegation.objects.in_force_for(by, timezone.localdate())
        .select_related("manager")
        .first()
    )
    return delegation.manager if delegation else None
