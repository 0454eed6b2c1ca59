"""What the merging of two people asks for in this area: checks before it, the state after it."""

from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.base.merging import Content
from meisters.models import (
    BankAccount,
    BriefedMeister,
    Candidate,
    CertificationApplication,
    Confirmation,
    DateAvailability,
    Meister,
    MeisterConsent,
    MeisterTrade,
    Participation,
    WeekdayAvailability,
)
from meisters.rules import merging as rules
from meisters.services import public_files

CONTENTS = (
    Content(MeisterTrade, str, groups=(("category",),), fills=(("certified_on",),)),
    Content(
        MeisterConsent,
        lambda row: row.get_item_display(),
        groups=(("answer", "answered_on", "way", "evidence"),),
    ),
    Content(
        Confirmation,
        lambda row: str(row.round),
        groups=(("answer", "answered_on", "answered_way", "answer_typed_by"),),
        fills=(("message",), ("note",)),
    ),
    Content(
        Participation,
        lambda row: row.course.label,
        groups=(
            ("reply", "replied_on", "replied_way"),
            ("attendance",),
            ("completed_on", "in_register", "certificate"),
            ("travel_means",),
            ("travel_cost",),
            ("nights",),
            ("result",),
        ),
        fills=(("message",), ("reminder",), ("note",)),
    ),
    Content(
        BriefedMeister,
        lambda row: str(row.briefing),
        groups=(("topics",), ("confirmed_on", "confirmed_way")),
        fills=(("message",), ("note",)),
    ),
    Content(
        WeekdayAvailability,
        lambda row: f"{row.get_weekday_display()}曜{row.get_half_display()}",
        groups=(("mark",),),
    ),
    Content(
        DateAvailability,
        lambda row: f"{wareki.format_date(row.day)}{row.get_half_display()}",
        groups=(("mark",),),
        fills=(("note",),),
    ),
)
"""What rows of a meister may tell beyond what two records have in common."""


def check_candidates(kept: Candidate, lost: Candidate) -> None:
    rows = CertificationApplication.objects.running().filter(candidate__in=(kept, lost))
    rules.check_applications(kept, lost, {row.candidate_id: row.number for row in rows})


def check_meisters(kept: Meister, lost: Meister) -> None:
    rules.check_one_application(kept, lost)
    rules.check_standing(kept, lost)
    accounts = {row.meister_id: row for row in BankAccount.objects.filter(meister__in=(kept, lost))}
    rules.check_accounts(accounts.get(kept.pk), accounts.get(lost.pk))


def forget_public_files(kept: Meister, lost: Meister, *, by, reason: str) -> None:
    """The files of before show two people, and the lost one's number."""
    public_files.forget()


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
