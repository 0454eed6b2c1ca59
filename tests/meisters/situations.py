"""Applications and bundles at a point of their way, brought there by the services."""

from contextlib import contextmanager
from datetime import date
from unittest.mock import patch

from aomori_skills.base.pdf import Pdf
from aomori_skills.office.services.masters import load_year_rules
from aomori_skills.paperwork.services import attachments
from meisters.choices import DocumentKind
from meisters.models import ApplicationDocument, CertificationApplication, SubmissionBatch
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
        add_paper(application, kind)
    return application


def add_paper(application, kind) -> ApplicationDocument:
    paper = attachments.keep(
        PDF, name=f"{kind}.pdf", content_type="application/pdf", by=application.author
    )
    return ApplicationDocument.objects.create(application=application, kind=kind, attachment=paper)


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
    """A bundle of ``count`` applications, sent today; its PDFs are not really drawn."""
    rows = [approved(**fields) for _ in range(count)]
    with undrawn():
        return batches.submit(
            RoundFactory().pk, [row.pk for row in rows], by=tanto(), submitted_on=date(2025, 9, 1)
        )


@contextmanager
def undrawn():
    """Let services make every PDF in no time, for tests that do not look at papers."""
    with (
        patch("meisters.services.batches.render_form", lambda application: PDF),
        patch("meisters.services.inquiry_replies.render_form", lambda application: PDF),
        patch("aomori_skills.base.pdf.letter", lambda *args, **more: Pdf(PDF, pages=1)),
    ):
        yield
