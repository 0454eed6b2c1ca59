"""センター提出: one act makes the letter, the list, the forms and the archive."""

from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from aomori_skills.base import fiscal_year, pdf, workbook
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import DocumentKind, Medium, Purpose
from aomori_skills.paperwork.services import disclosures, documents, letters
from meisters.models import (
    ApplicationRound,
    BatchFile,
    BatchItem,
    CertificationApplication,
    SubmissionBatch,
)
from meisters.papers import archive, center_list, cover_letter
from meisters.papers.application_form import render_form
from meisters.rules import BATCH_WORKFLOW, workflows
from meisters.rules import batches as rules
from meisters.services.batch_files import keep

NUMBER_LOCK = 1_002


@transaction.atomic
def save_round(application_round: ApplicationRound, *, by) -> ApplicationRound:
    """Save a new round, or an edited one whose row the caller has locked."""
    if not by.has_perm(workflows.BATCHES):
        raise TransitionDenied("申請回を編集する権限がありません。")
    if application_round.pk is None:
        application_round.save()
    else:
        application_round.save_version()
    return application_round


def check(application_ids, *, by, submitted_on: date) -> None:
    """TransitionDenied for what can be known before the papers are made."""
    rows = list(CertificationApplication.objects.whole().filter(pk__in=application_ids))
    rules.check_can_submit(rows, by=by, submitted_on=submitted_on, today=timezone.localdate())


@transaction.atomic
def submit(
    round_id: int, application_ids, *, by, submitted_on: date, note: str = "", each=iter
) -> SubmissionBatch:
    """Send all of the approved applications, or none: number, letter, list, forms and archive.

    The rows stay locked until the end, so a second submission of the same waits and is refused.
    ``each`` goes through the applications while their papers are made (``Progress.each``).
    """
    application_round = ApplicationRound.objects.get(pk=round_id)
    applications = _locked(application_ids)
    rules.check_can_submit(
        applications, by=by, submitted_on=submitted_on, today=timezone.localdate()
    )
    made = _Papers.of(applications, application_round, submitted_on, each)
    letter = letters.issue(
        cover_letter.compose(applications, application_round, issued_on=submitted_on, by=by),
        kind=DocumentKind.SUBMISSION,
        by=by,
        held=True,
    )
    batch = _create(application_round, letter, by=by, submitted_on=submitted_on, note=note)
    _keep_files(batch, applications, made, by=by)
    for order, application in enumerate(applications, 1):
        BatchItem.objects.create(batch=batch, application=application, order=order)
        application.round = application_round
        application.move(workflows.SUBMIT, by=by, comment=str(batch), also=("round",))
    disclosures.record(
        by,
        what=f"{batch} 提出書類一式",
        count=len(applications),
        medium=Medium.ZIP,
        purpose=Purpose.CENTER,
    )
    return batch


@transaction.atomic
def cancel(batch_id: int, *, by, reason: str) -> SubmissionBatch:
    """提出取消: the applications are 承認 again, and the letter's number stays as 欠番."""
    batch = _locked_batch(batch_id)
    items = list(batch.items.select_related("application").filter(cancelled=False))
    rules.check_can_cancel(batch, items, by=by, reason=reason)
    for application in _locked([item.application_id for item in items]):
        if application.state in workflows.CANCEL_SUBMISSION.sources:
            application.move(workflows.CANCEL_SUBMISSION, by=by, comment=f"{batch}：{reason}")
    for item in items:
        item.cancelled = True
        item.save(update_fields=("cancelled",))
    if batch.letter_id and not batch.letter.is_voided:
        documents.release(batch.letter_id)
        documents.void(batch.letter_id, by=by, reason=f"提出取消：{reason.strip()}"[:200])
    batch.move(workflows.CANCEL, by=by, comment=reason)
    return batch


@transaction.atomic
def reopen(batch_id: int, *, by) -> SubmissionBatch:
    """Let the results of an answered bundle be corrected."""
    batch = _locked_batch(batch_id)
    BATCH_WORKFLOW.check(workflows.REOPEN_BATCH, batch, by=by)
    batch.move(workflows.REOPEN_BATCH, by=by)
    return batch


@dataclass(frozen=True)
class _Papers:
    """The files about the applications, made before the letter takes its number."""

    listing: bytes
    forms: dict[int, bytes]

    @classmethod
    def of(cls, applications, application_round, day: date, each) -> "_Papers":
        return cls(
            center_list.render_list(applications, application_round, issued_on=day),
            {row.pk: bytes(render_form(row)) for row in each(applications)},
        )


def _keep_files(batch, applications, made: _Papers, *, by) -> None:
    kinds = BatchFile.Kind
    name = archive.safe_name(str(batch))
    listing_name = f"{name}_{center_list.FILE_NAME}"
    keep(batch, kinds.LIST, made.listing, listing_name, workbook.CONTENT_TYPE, by=by)
    entries = [
        archive.Entry(f"00_{cover_letter.FILE_NAME}", batch.letter.read()),
        archive.Entry(f"00_{center_list.FILE_NAME}", made.listing),
    ]
    for application in applications:
        form = made.forms[application.pk]
        form_name = f"{archive.folder_name(application)}_{archive.FORM_NAME}.pdf"
        keep(batch, kinds.FORM, form, form_name, pdf.CONTENT_TYPE, by=by, application=application)
        entries += archive.folder_entries(application, form)
    packed = archive.pack(entries)
    keep(batch, kinds.ARCHIVE, packed, f"{name}_提出書類一式.zip", archive.CONTENT_TYPE, by=by)


def _create(application_round, letter, *, by, submitted_on, note) -> SubmissionBatch:
    year = fiscal_year.of(submitted_on)
    batch = SubmissionBatch.objects.create(
        fiscal_year=year,
        serial=_next_serial(year),
        round=application_round,
        submitted_on=submitted_on,
        submitted_by=by,
        letter=letter,
        note=note,
    )
    batch.steps.create(
        to_state=batch.state, transition="submit", label="センター提出", by=by, comment=note
    )
    return batch


def _locked(application_ids) -> list[CertificationApplication]:
    """The applications in the order of their numbers, their rows locked in one order for all."""
    rows = CertificationApplication.objects.whole().select_for_update(of=("self",))
    locked = rows.filter(pk__in=application_ids).order_by("pk")
    return sorted(locked, key=lambda row: (row.fiscal_year, row.serial))


def _locked_batch(batch_id: int) -> SubmissionBatch:
    rows = SubmissionBatch.objects.select_related("letter").select_for_update(of=("self",))
    return rows.get(pk=batch_id)


def _next_serial(year: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s, %s)", [NUMBER_LOCK, year])
    last = SubmissionBatch.objects.in_fiscal_year(year).aggregate(last=Max("serial"))
    return (last["last"] or 0) + 1
