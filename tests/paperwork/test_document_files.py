"""公文書: files that never change, and rows that the database refuses."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, InternalError, transaction
from django.utils import timezone

from aomori_skills.base import pdf
from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.models import FileDamaged, NumberSeries, OfficialDocument
from aomori_skills.paperwork.services import files, letters
from tests.factories.paperwork import issued, letter
from tests.paperwork.stored_documents import stored_files


def overwrite(name: str, content: bytes) -> None:
    with open(default_storage.path(name), "wb") as file:
        file.write(content)


@pytest.mark.django_db
def test_a_reprint_is_the_same_byte_for_byte():
    document = letters.issue(letter(), kind=DocumentKind.NOTICE, by=issued().issued_by)
    content = pdf.letter(letter(number="青技振第2号"))
    again = OfficialDocument.objects.get(pk=document.pk)
    assert again.read() == content
    assert again.read() == again.read()
    assert again.sha256 == hashlib.sha256(content).hexdigest()
    assert (again.size, again.content_type) == (len(content), "application/pdf")


@pytest.mark.django_db
def test_the_file_has_a_random_name_outside_the_static_files(settings):
    first, second = issued(), issued()
    assert first.file.name != second.file.name
    assert set(first.file.name) <= set("documents/0123456789abcdef.pdf")
    path = default_storage.path(first.file.name)
    assert path.startswith(str(settings.FILES_ROOT))
    assert not path.startswith(str(settings.STATIC_ROOT))


@pytest.mark.django_db
def test_a_changed_file_is_not_handed_out():
    document = issued()
    overwrite(document.file.name, b"%PDF forged")
    with pytest.raises(FileDamaged) as damage:
        document.read()
    assert str(damage.value) == (
        "「青技振第1号 認定結果について」のファイルが保存したときの内容と異なるため、開けません。"
        "管理者に連絡し、バックアップから戻してください。"
    )


@pytest.mark.django_db
def test_a_lost_file_is_said_in_a_sentence():
    document = issued()
    default_storage.delete(document.file.name)
    with pytest.raises(FileDamaged) as damage:
        document.read()
    assert str(damage.value) == (
        "「青技振第1号 認定結果について」のファイルが見つかりません。"
        "管理者に連絡し、バックアップから戻してください。"
    )


@pytest.mark.django_db
def test_a_failed_issue_leaves_no_file():
    before = stored_files()
    with pytest.raises(IntegrityError), transaction.atomic():
        issued(kind=DocumentKind.MEMO)
    assert stored_files() == before


@pytest.mark.django_db
def test_sweeping_leaves_what_rows_name_and_what_is_fresh():
    document = issued()
    orphan = default_storage.save("documents/ff/orphan.pdf", document.file.file)
    assert files.sweep() == 0
    assert default_storage.exists(orphan)
    files.sweep(older_than=timedelta(seconds=-1))
    assert not default_storage.exists(orphan)
    assert document.read() == f"%PDF {document.number}".encode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [
        {"subject": "別の件名"},
        {"number": "青技振第9号"},
        {"file": "documents/other.pdf"},
        {"sha256": "0" * 64},
        {"issued_on": date(2025, 7, 2)},
        {"letter": {"subject": "別"}},
    ],
)
def test_the_database_refuses_to_change_an_issued_document(change):
    document = issued()
    with pytest.raises(InternalError, match="Cannot update rows"):
        OfficialDocument.objects.filter(pk=document.pk).update(**change)


@pytest.mark.django_db
def test_the_database_refuses_to_delete_documents_and_counters():
    document = issued()
    with pytest.raises(InternalError, match="Cannot delete rows"), transaction.atomic():
        document.delete()
    with pytest.raises(InternalError, match="Cannot delete rows"), transaction.atomic():
        NumberSeries.objects.all().delete()
    assert document.read() == b"%PDF \xe9\x9d\x92\xe6\x8a\x80\xe6\x8c\xaf\xe7\xac\xac1\xe5\x8f\xb7"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"serial": 0}, "document_number_whole"),
        ({"serial": None}, "document_number_whole"),
        ({"symbol": ""}, "document_number_whole"),
        ({"number": ""}, "document_number_whole"),
        ({"fiscal_year": 2024}, "document_in_its_year"),
        ({"issued_on": date(2025, 3, 31)}, "document_in_its_year"),
        ({"sha256": "x" * 64}, "officialdocument_has_digest"),
        ({"sha256": "0" * 63}, "officialdocument_has_digest"),
        ({"size": 0}, "officialdocument_has_file"),
        ({"file": ""}, "officialdocument_has_file"),
        ({"reissue_reason": "理由"}, "reissue_has_reason"),
        ({"void_reason": "理由"}, "void_has_reason"),
        ({"voided_at": timezone.now()}, "void_has_reason"),
    ],
)
def test_the_database_refuses_what_makes_no_sense(change, constraint):
    document = issued()
    row = OfficialDocument.objects.get(pk=document.pk)
    row.pk, row.serial = None, 2
    for name, value in change.items():
        setattr(row, name, value)
    with pytest.raises(IntegrityError, match=constraint):
        row.save(force_insert=True)


@pytest.mark.django_db
def test_the_database_refuses_a_number_twice():
    row = OfficialDocument.objects.get(pk=issued().pk)
    row.pk = None
    with pytest.raises(IntegrityError, match="document_number_once"):
        row.save(force_insert=True)
