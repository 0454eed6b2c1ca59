"""Stored files as downloads: never shown inside a page, never kept by a cache."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from aomori_skills.paperwork.models import StoredFile


def send_attachment(stored: StoredFile, name: str = "") -> HttpResponse:
    """The file as a download under ``name``, else its own; FileDamaged if it is not as stored.

    The calling view has asked for permission to see the record that the file belongs to.
    """
    response = HttpResponse(stored.read(), content_type=stored.content_type)
    header = content_disposition_header(True, name or stored.file_name)
    response["Content-Disposition"] = header
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
