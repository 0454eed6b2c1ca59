"""送信箱: the draft as a letter, what went along, and the copy of what was sent."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect

from aomori_skills.base.access import ACT, permitted
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.models import FileDamaged
from aomori_skills.paperwork.services import disclosures, message_texts
from aomori_skills.paperwork.views.downloads import send_attachment, send_pdf
from aomori_skills.paperwork.views.message_pages import VIEW, message_of


@permitted(VIEW)
def message_preview(request, pk):
    """The letter marked 「案」, in the browser."""
    message = message_of(pk)
    return send_pdf(
        message_texts.preview(message), f"{message.subject[:60]}_案.pdf", download=False
    )


@permitted(VIEW, methods=ACT)
def message_file(request, pk, attachment):
    """A file of the message, or the copy of the mail; handing it out goes on record."""
    message = message_of(pk)
    rows = message.attachments.select_related("attachment")
    held = {row.attachment_id: row.attachment for row in rows}
    if message.copy:
        held[message.copy_id] = message.copy
    file = held.get(attachment)
    if file is None:
        raise Http404
    try:
        response = send_attachment(file)
    except FileDamaged as damaged:
        messages.error(request, str(damaged))
        return redirect(message)
    disclosures.record(
        request.user,
        what=f"送信箱 {message} {file}",
        count=1,
        medium=Medium.FILE,
        purpose=Purpose.REVIEW,
    )
    return response
