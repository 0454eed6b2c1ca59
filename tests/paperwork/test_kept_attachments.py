"""Files that came in: how they are kept, named and handed out."""

import hashlib
from datetime import date

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, InternalError, transaction

from aomori_skills.paperwork.models import Attachment, FileDamaged
from aomori_skills.paperwork.rules.refusal import AttachmentRefused
from aomori_skills.paperwork.services import attachments
from aomori_skills.paperwork.views import send_attachment, send_pdf
from tests.factories.office import UserFactory
from tests.factories.paperwork import PDF, issued, uploaded, zipped
from tests.paperwork.refused_files import EXE


@pytest.mark.django_db
def test_a_stored_file_keeps_its_bytes_name_digest_and_who_brought_it(settings):
    by = UserFactory(tanto=True)
    kept = attachments.store(uploaded("合格証書の写し.PDF", PDF), by=by)
    kept = Attachment.objects.get(pk=kept.pk)
    assert kept.read() == PDF
    assert (kept.original_name, kept.content_type) == ("合格証書の写し.PDF", "application/pdf")
    assert (kept.size, kept.sha256) == (len(PDF), hashlib.sha256(PDF).hexdigest())
    assert kept.uploaded_by == by
    assert set(kept.file.name) <= set("attachments/0123456789abcdef.pdf")
    assert default_storage.path(kept.file.name).startswith(str(settings.FILES_ROOT))


@pytest.mark.django_db
def test_a_refused_file_is_not_stored():
    with pytest.raises(AttachmentRefused):
        attachments.store(uploaded("合格証書.pdf", EXE), by=UserFactory(tanto=True))
    assert Attachment.objects.count() == 0


@pytest.mark.django_db
def test_a_file_of_the_system_is_kept_as_it_is():
    content = zipped({"一覧.txt": b"x"})
    kept = attachments.keep(
        content, name="提出書類/R7-1.zip", content_type="application/zip", by=UserFactory()
    )
    assert (kept.original_name, kept.read()) == ("R7-1.zip", content)
    assert kept.file.name.endswith(".zip")


@pytest.mark.django_db
def test_taking_a_file_off_keeps_it_for_the_history():
    by = UserFactory(tanto=True)
    kept = attachments.store(uploaded("a.pdf", PDF), by=by)
    first = attachments.remove(kept.pk, by=by)
    again = attachments.remove(kept.pk, by=UserFactory(shonin=True))
    assert again.removed_by == by
    assert again.removed_at == first.removed_at
    assert again.is_removed
    assert again.read() == PDF
    assert list(Attachment.objects.kept()) == []


@pytest.mark.django_db
def test_the_database_keeps_files_as_they_were_stored():
    kept = attachments.store(uploaded("a.pdf", PDF), by=UserFactory(tanto=True))
    rows = Attachment.objects.filter(pk=kept.pk)
    with pytest.raises(InternalError, match="Cannot update rows"), transaction.atomic():
        rows.update(sha256="0" * 64)
    with pytest.raises(IntegrityError, match="attachment_removed_by_somebody"):
        rows.update(removed_by=kept.uploaded_by)


@pytest.mark.django_db
def test_a_download_is_never_shown_in_the_page_and_has_its_japanese_name():
    kept = attachments.store(uploaded("合格証書 の写し.pdf", PDF), by=UserFactory(tanto=True))
    response = send_attachment(kept)
    assert response.content == PDF
    assert dict(response.headers) == {
        "Content-Type": "application/pdf",
        "Content-Disposition": (
            "attachment; filename*=utf-8''"
            "%E5%90%88%E6%A0%BC%E8%A8%BC%E6%9B%B8%20%E3%81%AE%E5%86%99%E3%81%97.pdf"
        ),
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }
    assert send_attachment(kept, "a.pdf")["Content-Disposition"] == 'attachment; filename="a.pdf"'


@pytest.mark.parametrize(("download", "how"), [(True, "attachment"), (False, "inline")])
def test_a_pdf_made_just_now_has_a_clean_name_and_no_cache(download, how):
    response = send_pdf(PDF, "a/b:c.pdf", download=download)
    assert response.content == PDF
    assert dict(response.headers) == {
        "Content-Type": "application/pdf",
        "Content-Disposition": f'{how}; filename="bc.pdf"',
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
    }


@pytest.mark.django_db
def test_a_changed_file_is_not_sent():
    kept = attachments.store(uploaded("a.pdf", PDF), by=UserFactory(tanto=True))
    with open(default_storage.path(kept.file.name), "ab") as file:
        file.write(b"x")
    with pytest.raises(FileDamaged):
        send_attachment(kept)


@pytest.mark.django_db
def test_the_name_of_a_document_is_a_safe_file_name():
    document = issued(subject="認定/更新\\について", issued_on=date(2025, 7, 1))
    assert document.file_name == "青技振第1号_認定更新について.pdf"
