"""Gathering the facts that the rules judge."""

from django.utils import timezone

from aomori_skills.base.verdict import Verdict
from aomori_skills.office.models import OfficeProfile, YearRule
from meisters.models import Candidate, CertificationApplication, Meister
from meisters.rules.case import Case
from meisters.rules.checklist import checklist


def case_of(application: CertificationApplication) -> Case:
    """The case of ``application``; load it by ``CertificationApplication.objects.whole()``."""
    day = application.applied_on or timezone.localdate()
    profile = OfficeProfile.objects.on(day)
    return Case(
        application=application,
        judged_on=day,
        criteria=YearRule.objects.rulebook("認定", day),
        limits=YearRule.objects.rulebook("公表", day),
        qualifications=tuple(application.qualifications.all()),
        practice_periods=tuple(application.practice_periods.all()),
        instruction_records=tuple(application.instruction_records.all()),
        consents=tuple(application.consents.all()),
        documents=tuple(application.documents.all()),
        duplicates=tuple(duplicates_of(application)),
        overrides={row.rule: row.reason for row in application.overrides.all()},
        corner_prefecture=profile.prefecture if profile else "青森県",
    )


def verdicts_of(application: CertificationApplication) -> list[Verdict]:
    """The checklist as of now."""
    return checklist(case_of(application))


def duplicates_of(person, *, candidate_id: int | None = None) -> list[str]:
    """Sentences naming other candidates and meisters who may be the same person (two queries)."""
    own = candidate_id or getattr(person, "candidate_id", None)
    candidates = Candidate.objects.same_person(person).exclude(pk=own)
    meisters = Meister.objects.same_person(person).exclude(application__candidate_id=own)
    return [
        *(f"候補者 {row}（{row.get_state_display()}）" for row in candidates[:5]),
        *(f"マイスター {row}（{row.number}）" for row in meisters[:5]),
    ]
