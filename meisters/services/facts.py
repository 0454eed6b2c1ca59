"""Gathering the facts that the rules judge."""

from dataclasses import dataclass

from django.utils import timezone

from aomori_skills.base.verdict import Verdict
from aomori_skills.office.models import OfficeProfile, YearRule
from meisters.models import Candidate, CertificationApplication, Meister
from meisters.rules.case import Case
from meisters.rules.checklist import checklist


@dataclass(frozen=True)
class Lookalike:
    """A record that may be of the same person; ``kind`` is the model's name in small letters."""

    kind: str
    pk: int
    text: str

    def __str__(self):
        return self.text


def case_of(application: CertificationApplication, *, doubles: bool = True) -> Case:
    """The case of ``application``; load it by ``CertificationApplication.objects.whole()``.

    Without ``doubles`` nobody looks for the same person (and the checklist doesn't speak of it).
    """
    day = application.applied_on or timezone.localdate()
    profile = OfficeProfile.objects.on(day)
    criteria, limits = YearRule.objects.rulebooks("認定", "公表", day=day)
    return Case(
        application=application,
        judged_on=day,
        criteria=criteria,
        limits=limits,
        qualifications=tuple(application.qualifications.all()),
        practice_periods=tuple(application.practice_periods.all()),
        instruction_records=tuple(application.instruction_records.all()),
        consents=tuple(application.consents.all()),
        documents=tuple(application.documents.all()),
        duplicates=tuple(map(str, lookalikes(application))) if doubles else None,
        overrides={row.rule: row.reason for row in application.overrides.all()},
        corner_prefecture=profile.prefecture if profile else "青森県",
    )


def verdicts_of(application: CertificationApplication) -> list[Verdict]:
    """The checklist as of now."""
    return checklist(case_of(application))


def lookalikes(person) -> list[Lookalike]:
    """Other candidates and meisters who may be the same person as a candidate or an application.

    Two queries; the person's own candidate and the meister who came of it are left out.
    """
    own = person.pk if isinstance(person, Candidate) else person.candidate_id
    candidates = Candidate.objects.same_person(person).exclude(pk=own)
    meisters = Meister.objects.same_person(person)
    if own:
        meisters = meisters.exclude(application__candidate=own)
    return [
        *(
            Lookalike("candidate", row.pk, f"候補者 {row}（{row.get_state_display()}）")
            for row in candidates[:5]
        ),
        *(
            Lookalike("meister", row.pk, f"マイスター {row}（{row.number}）")
            for row in meisters[:5]
        ),
    ]
