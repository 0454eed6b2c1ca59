"""What leaves the system from a bundle, after a purpose: files and print."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from aomori_skills.base.access import ACT, permitted
from aomori_skills.base.keys import keys_of
from aomori_skills.base.listing.export import print_response
from aomori_skills.paperwork.choices import Medium
from aomori_skills.paperwork.models import FileDamaged
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views.downloads import send_attachment
from meisters.models import BatchFile
from meisters.tables.batches import ItemTable
from meisters.views.batch_pages import EXPORT, batch_of, detail_page, purpose_form

MEDIA = {
    BatchFile.Kind.LIST: Medium.EXCEL,
    BatchFile.Kind.FORM: Medium.PDF,
    BatchFile.Kind.CORRECTED: Medium.PDF,
    BatchFile.Kind.ARCHIVE: Medium.ZIP,
    BatchFile.Kind.REPLY: Medium.ZIP,
}


@permitted(EXPORT, methods=ACT)
def batch_file(request, pk):
    """One file of the bundle, exactly as it was sent."""
    batch, purpose = batch_of(pk), purpose_form(request.POST)
    if not purpose.is_valid():
        return detail_page(request, batch, tab="papers", purpose=purpose)
    files = batch.files.select_related("attachment")
    file = get_object_or_404(files, pk__in=keys_of([request.POST.get("file", "")]))
    try:
        response = send_attachment(file.attachment)
    except FileDamaged as damaged:
        messages.error(request, str(damaged))
        return redirect(batch)
    count = 1 if file.application_id else batch.items.count()
    _record(request, batch, file.attachment.original_name, count, MEDIA[file.kind], purpose)
    return response


@permitted(EXPORT, methods=ACT)
def batch_print(request, pk):
    """Applications and results on paper."""
    batch, purpose = batch_of(pk), purpose_form(request.POST)
    if not purpose.is_valid():
        return detail_page(request, batch, tab="papers", purpose=purpose)
    table = ItemTable(batch.items.for_listing())
    _record(request, batch, "申請と結果の一覧", len(table.rows), Medium.PRINT, purpose)
    conditions = [("送付文書", batch.letter.number), ("状態", batch.get_state_display())]
    return print_response(
        request,
        table,
        title=str(batch),
        conditions=conditions,
        period=str(batch.round),
        back_url=f"{batch.get_absolute_url()}?tab=papers",
    )


def _record(request, batch, what, count, medium, purpose) -> None:
    disclosures.record(
        request.user, what=f"{batch} {what}", count=count, medium=medium, purpose=purpose.text
    )
