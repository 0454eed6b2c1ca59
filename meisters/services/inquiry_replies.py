"""補正の提出: one act judges the corrected application anew and makes what goes to the center."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from aomori_skills.base import pdf
from aomori_skills.paperwork.choices import DocumentKind, Medium, Purpose
from aomori_skills.paperwork.services import disclosures, letters
from meisters.models import BatchFile
from meisters.papers import archive, reply_letter
from meisters.papers.application_form import render_form
from meisters.rules import APPLICATION_WORKFLOW, workflows
from meisters.rules.results import check_reply_day
from meisters.services.applications import VERDICT_FIELDS, judge, locked, locked_batch
from meisters.services.batch_files import keep


@transaction.atomic
def answer(application_id: int, *, by, comment: str, replied_on: date):
    """Answer the inquiry: letter with its number, corrected form and archive, or nothing at all."""
    batch = locked_batch(application_id)
    application = locked(application_id)
    APPLICATION_WORKFLOW.check(workflows.ANSWER_INQUIRY, application, by=by, comment=comment)
    item = batch.items.select_related("batch__letter").get(application=application, cancelled=False)
    item.application = application
    check_reply_day(item, replied_on, today=timezone.localdate())
    form = bytes(render_form(application))
    letter = letters.issue(
        reply_letter.compose(item, reply=comment.strip(), issued_on=replied_on, by=by),
        kind=DocumentKind.REPLY,
        by=by,
    )
    _keep_files(batch, application, form, letter, by=by)
    judge(application)
    application.move(workflows.ANSWER_INQUIRY, by=by, comment=comment, also=VERDICT_FIELDS)
    disclosures.record(
        by,
        what=f"{batch} {application.number} 照会への回答一式",
        count=1,
        medium=Medium.ZIP,
        purpose=Purpose.CENTER,
    )
    return application


def _keep_files(batch, application, form: bytes, letter, *, by) -> None:
    kinds, name = BatchFile.Kind, archive.folder_name(application)
    keep(
        batch,
        kinds.CORRECTED,
        form,
        f"{name}_補正後の{archive.FORM_NAME}.pdf",
        pdf.CONTENT_TYPE,
        by=by,
        application=application,
    )
    packed = archive.pack(
        [
            archive.Entry(f"00_{reply_letter.FILE_NAME}", letter.read()),
            *archive.folder_entries(application, form),
        ]
    )
    keep(
        batch,
        kinds.REPLY,
        packed,
        f"{name}_照会への回答一式.zip",
        archive.CONTENT_TYPE,
        by=by,
        application=application,
        letter=letter,
    )
