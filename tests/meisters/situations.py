"""Applications and bundles at a point of their way, brought there by the services."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from aomori_skills.office.services.masters import load_year_rules
from meisters.choices import DocumentKind
from meisters.models import CertificationApplication, SubmissionBatch
from meisters.services import applications, approvals, batches
from tests.factories.meisters import ApplicationFactory, RoundFactory
from tests.factories.office import ProfileFactory, UserFactory

TODAY = "2025-09-01 10:00:00+09:00"
"""Before the deadline of round 1; pass it to ``time_machine.travel``."""

JUDGEMENT = "十分な技能と指導力があると判断します。"
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PAPERS = (
    DocumentKind.SIGNED_FORM,
    DocumentKind.RECOMMENDATION,
    DocumentKind.CERTIFICATE,
    DocumentKind.EXPERIENCE_PROOF,
    DocumentKind.CONSENT_FORM,
    DocumentKind.PHOTO,
)


def tanto():
    return UserFactory(tanto=True)


def shonin():
    return UserFactory(shonin=True)


def office():
    """The rules of the year and a complete profile; without them nothing is approved or sent."""
    load_year_rules()
    ProfileFactory()


def complete(**fields) -> CertificationApplication:
    """A draft that meets every rule, with all of its papers."""
    office()
    application = ApplicationFactory(complete=True, **fields)
    for kind in PAPERS:
        upload = SimpleUploadedFile(f"{kind}.pdf", PDF, "application/pdf")
        applications.add_document(application.pk, kind=kind, upload=upload, by=application.author)
    return application


def awaiting(**fields) -> CertificationApplication:
    """An application that waits for the manager."""
    application = complete(**fields)
    by = application.author
    applications.receive(application.pk, by=by, received_on=date(2025, 7, 2), way="brought")
    applications.confirm(application.pk, by=by)
    return applications.request_approval(application.pk, by=by)


def approved(**fields) -> CertificationApplication:
    return approvals.approve(awaiting(**fields).pk, by=shonin(), head_judgement=JUDGEMENT)


def submitted(count: int = 1, **fields) -> SubmissionBatch:
    """A bundle of ``count`` applications, sent today."""
    rows = [approved(**fields) for _ in range(count)]
    return batches.submit(
        RoundFactory().pk, [row.pk for row in rows], by=tanto(), submitted_on=date(2025, 9, 1)
    )
