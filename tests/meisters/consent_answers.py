"""Answers about publication, sent and read as staff does."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories.paperwork import PDF, uploaded


def paper(name="同意書.pdf") -> SimpleUploadedFile:
    return uploaded(name, PDF)


def at(name, meister, **keys) -> str:
    return reverse(f"meisters:{name}", kwargs={"pk": meister.pk, **keys})


def answers(meister) -> dict[str, tuple]:
    rows = meister.consents.values_list("item", "answer", "answered_on", "way", "evidence")
    return {row[0]: row[1:] for row in rows}
