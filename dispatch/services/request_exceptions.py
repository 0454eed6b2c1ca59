"""例外: the manager's door, through which a request may pass a rule that it breaks."""

from django.db import transaction

from dispatch.models import DispatchRequest, RequestOverride
from dispatch.rules import requests as rules
from dispatch.rules.request_checks import findings, verdicts
from dispatch.services.request_judging import case_of, judge_and_keep
from dispatch.services.requests import locked

ALLOW = "allow_exception"


@transaction.atomic
def allow(
    request_id: int, rule: str, *, by, reason: str, seen: str | None = None
) -> RequestOverride:
    """Let one rule pass for one request as far as it is broken now, with the reason on record.

    An earlier exception that doesn't reach as far any more is replaced. ``seen`` is the verdict
    that the page showed: what goes further than that is not let pass unseen.
    """
    locked(request_id)
    request = DispatchRequest.objects.whole().get(pk=request_id)
    case = case_of(request)
    rules.check_can_override(request, verdicts(case), rule, reason, by=by)
    found = next(one for one in findings(case) if one.verdict.rule == rule)
    rules.check_seen_verdict(seen, found.verdict)
    request.overrides.filter(rule=rule).delete()
    override = request.overrides.create(
        rule=rule,
        reason=reason.strip(),
        finding=found.verdict.text,
        allowed=found.excess,
        by=by,
    )
    request.save_version(update_fields=())
    request.steps.create(
        from_state=request.state,
        to_state=request.state,
        transition=ALLOW,
        label="基準の例外",
        by=by,
        comment=f"{found.verdict.title}：{override.reason}",
    )
    judge_and_keep(request_id)
    return override
