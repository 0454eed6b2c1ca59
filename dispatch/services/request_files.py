"""Keeping the papers of a request that came in."""

from django.db import transaction

from aomori_skills.paperwork.services import attachments
from dispatch.models import RequestFile
from dispatch.rules import request_files as rules
from dispatch.services.requests import locked


@transaction.atomic
def attach(request_id: int, *, kind: str, upload, by, note: str = "") -> RequestFile:
    """Keep an upload in any state of the request: papers come late.

    Raises AttachmentRefused or TransitionDenied.
    """
    rules.check_may_keep(by)
    request = locked(request_id)
    stored = attachments.store(upload, by=by)
    return RequestFile.objects.create(request=request, kind=kind, attachment=stored, note=note)


@transaction.atomic
def take_out(request_id: int, file_id: int, *, by) -> str:
    """Take a paper off the request; return its name, or "" if it is out already."""
    rules.check_may_keep(by)
    found = locked(request_id).files.select_related("attachment").filter(pk=file_id).first()
    if found is None:
        return ""
    found.delete()
    attachments.remove(found.attachment_id, by=by)
    return str(found)
