"""What becomes of wishes and proposed persons: dropped with a reason, taken back, a candidate.

A wish becomes a request by ``services.requests.register``.
"""

from django.db import transaction
from django.utils import timezone

from aomori_skills.base.workflow import TransitionDenied
from dispatch.models import SurveyProposal, SurveyWish
from dispatch.rules import surveys as rules
from meisters.models import Candidate
from meisters.services import candidates

TAKEN = {
    SurveyWish: "この希望は、すでに派遣依頼になっています。",
    SurveyProposal: "この推薦は、すでに候補者になっています。",
}


@transaction.atomic
def drop(model, key: int, *, by, reason: str):
    """見送り: nothing will come of it, and why."""
    rules.check_may_edit(by)
    row = _locked(model, key)
    if row.dropped_on:
        raise TransitionDenied("すでに見送りになっています。")
    if not reason.strip():
        raise TransitionDenied("見送りの理由を入力してください。")
    row.dropped_on, row.drop_reason = timezone.localdate(), reason.strip()
    row.save(update_fields=("dropped_on", "drop_reason"))
    return row


@transaction.atomic
def restore(model, key: int, *, by):
    """Take a 見送り back."""
    rules.check_may_edit(by)
    row = _locked(model, key)
    if not row.dropped_on:
        raise TransitionDenied("見送りになっていません。")
    row.dropped_on, row.drop_reason = None, ""
    row.save(update_fields=("dropped_on", "drop_reason"))
    return row


@transaction.atomic
def make_candidate(proposal_id: int, candidate: Candidate, *, by, new_firm=None) -> Candidate:
    """Register the proposed person; the proposal keeps the link."""
    row = _locked(SurveyProposal, proposal_id)
    if row.dropped_on:
        raise TransitionDenied(
            "この推薦は見送りになっています。見送りを取り消してから登録してください。"
        )
    row.candidate = candidates.register(candidate, by=by, new_firm=new_firm)
    row.save(update_fields=("candidate",))
    return row.candidate


def _locked(model, key: int):
    row = model.objects.select_for_update(of=("self",)).get(pk=key)
    taken = hasattr(row, "request") if model is SurveyWish else row.candidate_id
    if taken:
        raise TransitionDenied(TAKEN[model])
    return row
