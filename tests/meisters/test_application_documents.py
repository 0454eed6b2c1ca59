"""認定申請: papers attached, handed out and printed; agreeing to all."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.paperwork.models import Attachment, DisclosureLog
from aomori_skills.paperwork.services import attachments
from meisters.choices import Consent
from tests.factories.meisters import (
    ApplicationFactory,
)
from tests.factories.office import UserFactory
from tests.meisters import situations
from tests.meisters.application_pages import open_pdf, save, section
from tests.meisters.forms_as_sent import sent_by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = situations.tanto()
    client.force_login(user)
    return user


def test_papers_are_attached_once_downloaded_and_taken_out(client, tanto):
    application = ApplicationFactory(author=tanto)
    url = section(application, "documents")
    typed = sent_by(client.get(url)) | {"kind": "recommendation"}
    for _ in range(2):
        with open_pdf() as file:
            client.post(url, typed | {"upload": file})

    document = application.documents.get()
    file = reverse("meisters:application_document", args=(application.pk, document.attachment_id))
    answer = client.post(file)
    assert answer.content == situations.PDF
    assert answer["Content-Disposition"].startswith("attachment")
    log = DisclosureLog.objects.get()
    assert (log.by, log.count, log.medium, log.purpose) == (tanto, 1, "file", "review")
    assert log.what == f"{application} 証書.pdf"

    remove = reverse("meisters:application_document_remove", args=(application.pk, document.pk))
    assert client.get(remove).status_code == 405
    assert [client.post(remove).url for _ in range(2)] == [url, url]
    assert application.documents.count() == 0
    assert Attachment.objects.get().removed_by == tanto


def test_a_file_of_another_application_is_not_handed_out(client, tanto):
    other = situations.complete().documents.first()
    application = ApplicationFactory(author=tanto)

    url = reverse("meisters:application_document", args=(application.pk, other.attachment_id))

    assert client.post(url).status_code == 404
    assert DisclosureLog.objects.count() == 0


def test_a_file_that_is_damaged_is_told_and_leaves_no_record(client, tanto):
    application = situations.complete()
    file = application.documents.first().attachment
    file.file.storage.delete(file.file.name)
    url = reverse("meisters:application_document", args=(application.pk, file.pk))

    assert "ファイルが見つかりません" in client.post(url, follow=True).content.decode()
    assert DisclosureLog.objects.count() == 0


@pytest.mark.parametrize(
    ("trait", "status", "buttons"),
    [("tanto", 200, 7), ("kaikei", 200, 7), ("etsuran", 403, 0), ("kanri", 403, 0)],
)
def test_only_those_who_may_export_download_papers(client, trait, status, buttons):
    application = situations.complete()
    qualification = application.qualifications.get()
    qualification.evidence = attachments.keep(
        situations.PDF, name="証書.pdf", content_type="application/pdf", by=application.author
    )
    qualification.save()
    client.force_login(UserFactory(**{trait: True}))
    page = client.get(application.get_absolute_url() + "?tab=documents").content.decode()

    url = reverse("meisters:application_document", args=(application.pk, qualification.evidence_id))
    assert client.post(url).status_code == status
    assert client.get(url).status_code == (405 if status == 200 else 403)
    assert page.count("photo.pdf") == 1
    assert page.count('class="link-button"') == buttons
    assert DisclosureLog.objects.count() == (1 if status == 200 else 0)


def test_printing_the_form_goes_on_record(client, tanto):
    application = situations.complete()
    url = reverse("meisters:application_form_pdf", args=(application.pk,))

    assert client.get(url).status_code == 405
    answer = client.post(url)

    assert answer.content.startswith(b"%PDF-")
    log = DisclosureLog.objects.get()
    assert (log.by, log.count, log.medium, log.purpose) == (tanto, 1, "pdf", "person")
    assert application.number in log.what


def test_agreeing_to_all_leaves_refusals_as_they_are(client, tanto):
    application = ApplicationFactory(author=tanto)
    for item, answer in (("name", Consent.UNKNOWN), ("photo", Consent.REFUSED)):
        application.consents.create(item=item, answer=answer)

    save(client, section(application, "publication"), agree_all="on", agreed_on="R7.6.1")

    found = {row.item: (row.answer, row.answered_on) for row in application.consents.all()}
    assert found == {
        "name": (Consent.AGREED, date(2025, 6, 1)),
        "photo": (Consent.REFUSED, None),
    }
