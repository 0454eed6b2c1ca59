"""Files as downloads: never kept by a cache, and shown in a page only when it is a PDF of ours."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from aomori_skills.base.pdf import CONTENT_TYPE
from aomori_skills.paperwork.models import StoredFile
from aomori_skills.paperwork.rules.file_names import clean_name


def send_attachment(stored: StoredFile, name: str = "") -> HttpResponse:
    """The file as a download under ``name``, else its own; FileDamaged if it is not as stored.

    The calling view has asked for permission to see the record that the file belongs to.
    """
    return _response(stored.read(), stored.content_type, name or stored.file_name, download=True)


def send_pdf(content: bytes, name: str, *, download: bool = True) -> HttpResponse:
    """A PDF made just now; without ``download`` the browser shows it."""
    return _response(content, CONTENT_TYPE, clean_name(name), download=download)


def _response(content: bytes, content_type: str, name: str, *, download: bool) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(download, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
