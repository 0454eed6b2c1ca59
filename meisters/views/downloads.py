"""A stored file as a download under its Japanese name."""

from urllib.parse import quote

from django.http import HttpResponse


def download(stored, name: str) -> HttpResponse:
    """The bytes of a StoredFile, never shown in the browser; FileDamaged if they have changed."""
    response = HttpResponse(stored.read(), content_type=stored.content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
