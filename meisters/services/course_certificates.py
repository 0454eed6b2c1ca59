"""修了証: issued into the register of documents, one by one or for everybody at once."""

from datetime import date
from io import BytesIO

from django.db import transaction
from django.utils import timezone
from pypdf import PdfWriter

from aomori_skills.base import pdf
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import DocumentKind, Purpose
from aomori_skills.paperwork.models import FileDamaged, OfficialDocument
from aomori_skills.paperwork.rules import documents as document_rules
from aomori_skills.paperwork.services import documents, jobs
from meisters.papers.certificate import SUBJECT, SYMBOL, addressee, certificate
from meisters.rules import courses as rules
from meisters.services.courses import locked, participation_locked

EXPORT = "meisters.export_personal"


@transaction.atomic
def issue(participation_id: int, *, by, issued_on: date) -> OfficialDocument:
    """Number and print the certificate of one person."""
    row = participation_locked(participation_id)
    rules.check_may_edit(by)
    rules.check_can_certify(row)
    return _issue(row, by=by, issued_on=issued_on)


@transaction.atomic
def reissue(participation_id: int, *, by, reason: str) -> OfficialDocument:
    """A new entry of the register with a new number; the old one is released and stays."""
    row = participation_locked(participation_id)
    rules.check_may_edit(by)
    rules.check_has_certificate(row)
    old = row.certificate
    document_rules.check_can_reissue(old, by=by, reason=reason)
    made = _issue(row, by=by, issued_on=timezone.localdate(), reissue_of=old, reissue_reason=reason)
    documents.release(old.pk)
    return made


@transaction.atomic
def void(participation_id: int, *, by, reason: str) -> OfficialDocument:
    """欠番: the certificate does not count any more, and the completion can be corrected."""
    row = participation_locked(participation_id)
    rules.check_may_edit(by)
    rules.check_has_certificate(row)
    old, row.certificate = row.certificate, None
    row.save(update_fields=("certificate",))
    documents.release(old.pk)
    return documents.void(old.pk, by=by, reason=reason)


@transaction.atomic
def start_all(course, *, by, issued_on: date | None) -> jobs.Job:
    """One PDF with the certificates of everybody who completed.

    Missing ones are issued on ``issued_on``; without it, only what was issued is printed again.
    """
    rules.check_may_edit(by)
    count = _printed(course, issued_on).count()
    if not count:
        raise TransitionDenied("修了を記録した人がいないため、修了証を発行できません。")
    return jobs.start(
        issue_all,
        title=f"{course}の修了証（{count}件）",
        by=by,
        permission=EXPORT,
        total=count,
        purpose=Purpose.PERSON.label,
        back_url=f"{course.get_absolute_url()}?tab=people",
        course=course.pk,
        issued_on=issued_on and issued_on.isoformat(),
    )


@jobs.long_act(FileDamaged)
def issue_all(progress, *, course, issued_on):
    course = locked(course)
    day, issued, book = issued_on and date.fromisoformat(issued_on), 0, PdfWriter()
    rows = _printed(course, day).for_listing().by_name()
    for row in progress.each(rows):
        if row.certificate is None:
            _issue(row, by=progress.by, issued_on=day)
            issued += 1
        book.append(BytesIO(row.certificate.read()))
    content = BytesIO()
    book.write(content)
    progress.keep(
        content.getvalue(),
        name=f"修了証_{course}.pdf",
        content_type=pdf.CONTENT_TYPE,
        note=f"{course}の修了証{len(book.pages)}枚を1つのPDFにしました"
        f"（新しく発行したもの：{issued}件）。印刷して押印してください。",
    )


def _printed(course, issued_on: date | None):
    rows = course.participations.completed()
    return rows if issued_on else rows.filter(certificate__isnull=False)


def _issue(row, *, by, issued_on: date, **again) -> OfficialDocument:
    made = documents.issue(
        kind=DocumentKind.CERTIFICATE,
        symbol=SYMBOL,
        subject=f"{row.course}　{SUBJECT}",
        addressee=addressee(row.meister),
        issued_on=issued_on,
        by=by,
        render=lambda number: certificate(
            row, number=number, issued_on=issued_on, again=bool(again)
        ),
        held=True,
        personal=True,
        **again,
    )
    row.certificate = made
    row.save(update_fields=("certificate",))
    return made
