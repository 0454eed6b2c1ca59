"""The pages of an application as they are opened and saved."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.meisters import situations
from tests.meisters.forms_as_sent import sent_by


def open_pdf():
    return SimpleUploadedFile("証書.pdf", situations.PDF, "application/pdf")


def section(application, slug):
    return reverse("meisters:application_section", args=(application.pk, slug))


def save(client, url, **typed):
    return client.post(url, sent_by(client.get(url)) | typed)


def errors_of(answer):
    """Field's name on the page → sentences, of the form and of its rows."""
    form = answer.context["form"]
    forms = [form, *(row for part in form.parts for row in part.forms)]
    return {one.add_prefix(name): errors for one in forms for name, errors in one.errors.items()}
