"""What the merging of two people asks for in this area: checks before it, the state after it."""

from django.utils import timezone

from meisters.choices import PublicItem
from meisters.models import (
    BankAccount,
    Candidate,
    CertificationApplication,
    Meister,
    MeisterConsent,
)
from meisters.rules import merging as rules


def check_candidates(kept: Candidate, lost: Candidate) -> None:
    rows = CertificationApplication.objects.running().filter(candidate__in=(kept, lost))
    rules.check_applications(kept, lost, {row.candidate_id: row.number for row in rows})


def check_meisters(kept: Meister, lost: Meister) -> None:
    answers: dict[int, dict[str, str]] = {kept.pk: {}, lost.pk: {}}
    consents = MeisterConsent.objects.filter(meister__in=(kept, lost))
    for meister, item, answer in consents.values_list("meister", "item", "answer"):
        answers[meister][item] = answer
    rules.check_consents(answers[kept.pk], answers[lost.pk], dict(PublicItem.choices))
    accounts = {row.meister_id: row for row in BankAccount.objects.filter(meister__in=answers)}
    rules.check_accounts(accounts.get(kept.pk), accounts.get(lost.pk))


def bring_forward(kept: Candidate, lost: Candidate, *, by, reason: str) -> None:
    """Let the kept candidate stand where the further of both has come."""
    state = rules.state_after(kept.state, lost.state)
    if state == kept.state:
        return
    before, kept.state, kept.state_changed_at = kept.state, state, timezone.now()
    kept.save_version(update_fields=("state", "state_changed_at"))
    kept.steps.create(
        from_state=before, to_state=state, transition="merge", label="統合", by=by, comment=reason
    )
