"""The one door by which files leave: never kept by a cache, never taken for what they aren't."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


def file_response(
    content: bytes, content_type: str, name: str, *, download: bool = True
) -> HttpResponse:
    """``content`` under ``name``; without ``download`` the browser may show it."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(download, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
