"""Files as downloads; shown in a page only when it is a PDF of ours."""

from django.http import HttpResponse

from aomori_skills.base.downloads import file_response
from aomori_skills.base.pdf import CONTENT_TYPE
from aomori_skills.paperwork.models import StoredFile
from aomori_skills.paperwork.rules.file_names import clean_name


def send_attachment(stored: StoredFile, name: str = "") -> HttpResponse:
    """The file as a download under ``name``, else its own; FileDamaged if it is not as stored.

    The calling view has asked for permission to see the record that the file belongs to.
    """
    return file_response(stored.read(), stored.content_type, name or stored.file_name)


def send_pdf(content: bytes, name: str, *, download: bool = True) -> HttpResponse:
    """A PDF made just now; without ``download`` the browser shows it."""
    return file_response(content, CONTENT_TYPE, clean_name(name), download=download)
