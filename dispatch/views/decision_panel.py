"""決定 of a request: the check before it, the decided versions, what changed, who was told."""

from django.urls import reverse

from dispatch.choices import RequestState
from dispatch.models import DecisionNotice
from dispatch.rules.decision_checks import decision_checks
from dispatch.rules.plan_versions import changes
from dispatch.rules.workflows import APPROVED_STATES, EDIT, UNAPPROVED_STATES
from dispatch.services import cancel_notices, decision_notices
from dispatch.services.decision_case import decision_case, kept_case
from dispatch.services.decisions import managers_for
from dispatch.views.decision_words import told_sections, told_sessions
from dispatch.views.notice_kinds import kind_for

OPEN_STATES = (RequestState.ADJUSTING, RequestState.AWAITING)


def decision_context(request, row) -> dict:
    """Before the decision its check, afterwards who was told of it."""
    versions = list(row.versions.for_page())
    shown = _chosen(versions, request.GET.get("version", ""))
    kind, offers = kind_for(row), []
    if row.state == RequestState.CANCELLED:
        offers = cancel_notices.offers(row)
    elif row.state in APPROVED_STATES:
        offers = decision_notices.offers(row, versions)
    return {
        "called_off": row.called_off if row.state in UNAPPROVED_STATES else [],
        "versions": [_version(one, versions) for one in versions],
        "shown": shown,
        "shown_sections": told_sections(shown.content) if shown else [],
        "shown_sessions": told_sessions(shown.content) if shown else [],
        "offers": offers,
        "told_title": kind.word,
        "batch_url": reverse(kind.batch),
        "earlier": _earlier(row, offers) if versions else [],
        "may_notify": bool(offers) and request.user.has_perm(EDIT),
        **(_checked(kept_case(row)) if row.state in OPEN_STATES else {}),
    }


def _earlier(row, offers) -> list[DecisionNotice]:
    """Notices of all versions that are not among ``offers``, the newest first."""
    rows = DecisionNotice.objects.filter(version__request=row).order_by("-pk")
    shown = [one.notice.pk for one in offers if one.notice]
    return list(rows.exclude(pk__in=shown).select_related("version", "message__document"))


def asking_context(request, row) -> dict:
    """What the page before 承認依頼 shows, judged now."""
    case = decision_case(row)
    told = {"budget": case.budget, "managers": managers_for(row, requester=request.user)}
    return _checked(case) | told


def _checked(case) -> dict:
    checks = decision_checks(case)
    return {"checks": checks, "stopping": [one for one in checks if one.blocks]}


def _version(version, versions) -> tuple:
    """The version with what is new in it."""
    before = next((one for one in versions if one.number == version.number - 1), None)
    return version, changes(before.content, version.content) if before else []


def _chosen(versions, wanted: str):
    """The version that the address names, else the newest."""
    return next(
        (one for one in versions if str(one.number) == wanted), versions[0] if versions else None
    )
