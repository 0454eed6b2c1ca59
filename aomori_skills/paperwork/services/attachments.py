"""Keeping files: those that people upload, and those that the system made for the outside."""

from pathlib import PurePath

from django.db import transaction
from django.utils import timezone

from aomori_skills.paperwork.models import Attachment
from aomori_skills.paperwork.rules import attachments as rules
from aomori_skills.paperwork.rules.file_names import clean_name


@transaction.atomic
def store(uploaded_file, *, by) -> Attachment:
    """Keep an uploaded file if the rules accept it, else AttachmentRefused with a sentence."""
    accepted = rules.accept(uploaded_file)
    attachment = Attachment(original_name=accepted.name, uploaded_by=by)
    uploaded_file.seek(0)
    attachment.insert_with(
        uploaded_file.read(), suffix=accepted.suffix, content_type=accepted.content_type
    )
    return attachment


@transaction.atomic
def keep(content: bytes, *, name: str, content_type: str, by) -> Attachment:
    """Keep a file that the system itself has made, as it was handed out."""
    attachment = Attachment(original_name=clean_name(name), uploaded_by=by)
    attachment.insert_with(content, suffix=PurePath(name).suffix, content_type=content_type)
    return attachment


@transaction.atomic
def remove(attachment_id: int, *, by) -> Attachment:
    """Take a file off its record; row and file stay for the history. Twice is once."""
    attachment = Attachment.objects.select_for_update(of=("self",)).get(pk=attachment_id)
    if not attachment.is_removed:
        attachment.removed_at, attachment.removed_by = timezone.now(), by
        attachment.save(update_fields=("removed_at", "removed_by"))
    return attachment
