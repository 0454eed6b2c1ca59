"""Files that come in: what is accepted, what is refused and in which words, how it is kept."""

import hashlib
import struct
import zlib
from datetime import date
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django import forms
from django.core.files.storage import default_storage
from django.db import IntegrityError, InternalError, transaction

from aomori_skills.paperwork.forms import AttachmentField
from aomori_skills.paperwork.models import Attachment, FileDamaged
from aomori_skills.paperwork.rules import attachments as rules
from aomori_skills.paperwork.rules import office_files
from aomori_skills.paperwork.rules.file_names import clean_name
from aomori_skills.paperwork.rules.refusal import AttachmentRefused
from aomori_skills.paperwork.services import attachments
from aomori_skills.paperwork.views import send_attachment, send_pdf
from tests.factories.office import UserFactory
from tests.factories.paperwork import (
    DOCX_TYPE,
    PDF,
    XLSX_TYPE,
    docx,
    issued,
    picture,
    uploaded,
    xlsx,
    zipped,
)

EXE = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 500
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600
BROKEN_IMAGE = "は画像として読み取れません。元のアプリで保存し直してから選択してください。"
DISAGREES = "と中身が一致しません。元のアプリで開き、正しい形式で保存し直してから選択してください。"


def refusal(name: str, content: bytes) -> str:
    """The sentence with which the file is refused."""
    with pytest.raises(AttachmentRefused) as refused:
        rules.accept(uploaded(name, content))
    return str(refused.value)


def flat_png(width: int, height: int) -> bytes:
    """A small file that unpacks to a huge black picture."""

    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * ((width // 8 + 1) * min(height, 1000)), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("合格証書の写し.pdf", PDF, "application/pdf"),
        ("申請書.xlsx", xlsx(), XLSX_TYPE),
        ("推薦書.DOCX", docx(), DOCX_TYPE),
        ("顔写真.jpg", picture("JPEG"), "image/jpeg"),
        ("顔写真.JPEG", picture("JPEG"), "image/jpeg"),
        ("作品.png", picture(), "image/png"),
    ],
)
def test_the_accepted_kinds_come_in(name, content, content_type):
    accepted = rules.accept(uploaded(name, content))
    assert (accepted.name, accepted.content_type) == (name, content_type)
    assert accepted.suffix == "." + name.rpartition(".")[2].lower()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("合格証書.pdf", EXE),
        ("合格証書.pdf", xlsx()),
        ("合格証書.pdf", b"<html>%PDF-</html>"),
        ("名簿.xlsx", PDF),
        ("名簿.xlsx", EXE),
        ("推薦書.docx", b"PK only"),
        ("写真.jpg", picture("PNG")),
        ("写真.png", picture("JPEG")),
        ("写真.png", b"GIF89a" + b"\x00" * 50),
    ],
)
def test_content_that_is_not_what_the_extension_says_is_refused(name, content):
    suffix = "." + name.rpartition(".")[2]
    assert refusal(name, content) == f"「{name}」は、拡張子（{suffix}）{DISAGREES}"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("名簿.xlsx", docx()),
        ("名簿.xlsx", zipped({"a.txt": b"x"})),
        ("推薦書.docx", xlsx()),
        ("推薦書.docx", zipped({"word/document.xml": b"x"})),
        ("推薦書.docx", docx(types="text/html")),
    ],
)
def test_office_files_in_disguise_are_refused(name, content):
    kind = name.rpartition(".")[2]
    assert refusal(name, content) == (
        f"「{name}」は、中身が{kind}形式ではありません。正しいファイルを選択してください。"
    )


@pytest.mark.parametrize(
    ("name", "kind", "hint"),
    [
        ("setup.exe", "exe形式", "別の形式に変換してから選択してください。"),
        ("合格証書.pdf.exe", "exe形式", "別の形式に変換してから選択してください。"),
        ("名簿.csv", "csv形式", "別の形式に変換してから選択してください。"),
        ("page.svg", "svg形式", "別の形式に変換してから選択してください。"),
        ("名簿", "拡張子のない形式", "別の形式に変換してから選択してください。"),
        ("名簿.xls", "xls形式", "Excelで開き、「xlsx」の形式で保存し直してから選択してください。"),
        (
            "名簿.xlsm",
            "xlsm形式",
            "マクロを含まない「xlsx」の形式で保存し直してから選択してください。",
        ),
        ("写真.HEIC", "heic形式", "写真をJPEG（jpg）の形式に変換してから選択してください。"),
        ("一式.zip", "zip形式", "圧縮を解いて、中のファイルを1つずつ選択してください。"),
    ],
)
def test_other_kinds_are_refused_with_what_to_do_instead(name, kind, hint):
    assert refusal(name, PDF) == (
        f"「{name}」は{kind}のため、受け付けられません"
        f"（受け付けるのはPDF・Excel（xlsx）・Word（docx）・JPEG・PNG）。{hint}"
    )


def test_an_old_or_locked_office_file_is_told_apart():
    assert refusal("名簿.xlsx", OLE) == (
        "「名簿.xlsx」はパスワード付きか古い形式のため、開けません。"
        "パスワードを外し、「xlsx」の形式で保存し直してから選択してください。"
    )


def test_the_size_has_a_cap_and_nothing_is_nothing(settings):
    settings.ATTACHMENT_MAX_BYTES = 1024 * 1024
    exactly = PDF + b"\x00" * (1024 * 1024 - len(PDF))
    assert rules.accept(uploaded("a.pdf", exactly)).name == "a.pdf"
    assert refusal("a.pdf", exactly + b"\x00") == (
        "「a.pdf」は大きすぎます。1MB以下に分けるか、小さくしてから選択してください。"
    )
    assert refusal("a.pdf", b"") == (
        "「a.pdf」は空のファイルです。中身のあるファイルを選択してください。"
    )


# Office files


@pytest.mark.parametrize(
    "part", ["word/vbaProject.bin", "word/VBAPROJECT.BIN", "word/vbaData.xml", "word/activeX/a.bin"]
)
def test_a_document_with_macros_is_refused(part):
    assert refusal("推薦書.docx", docx(extra={part: b"\x00"})) == (
        "「推薦書.docx」にはマクロが含まれています。"
        "マクロを含まない形式で保存し直してから選択してください。"
    )


@pytest.mark.parametrize(
    "content_type",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    ],
)
def test_a_renamed_macro_document_is_refused(content_type):
    assert "マクロが含まれています" in refusal("推薦書.docx", docx(types=content_type))


def test_a_workbook_with_old_macro_sheets_is_refused():
    stream = uploaded("a.xlsx", xlsx())
    with ZipFile(stream, "a") as archive:
        archive.writestr("xl/macrosheets/sheet1.xml", "<x/>")
    assert "マクロが含まれています" in refusal("a.xlsx", stream.file.getvalue())


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = docx(extra={"word/media/zero.bin": b"\x00" * (30 * 1024 * 1024)})
    assert len(bomb) < 100_000
    assert refusal("推薦書.docx", bomb) == (
        "「推薦書.docx」は展開すると大きすぎるため、受け付けられません。"
        "内容を減らしてから選択してください。"
    )


def test_too_many_parts_are_refused():
    parts = {f"word/{n}.xml": b"" for n in range(office_files.MOST_ENTRIES)}
    assert "展開すると大きすぎる" in refusal("推薦書.docx", docx(extra=parts))


def test_too_many_bytes_are_refused_even_if_they_do_not_shrink(monkeypatch):
    monkeypatch.setattr(office_files, "MOST_BYTES", 3000)
    assert "展開すると大きすぎる" in refusal(
        "推薦書.docx", docx(extra={"word/media/a.png": picture(size=(60, 60))})
    )


def test_a_part_that_hides_its_size_is_refused():
    honest = docx(extra={"word/media/a.bin": b"\x00" * 100_000})
    lying = honest.replace(struct.pack("<I", 100_000), struct.pack("<I", 10))
    assert lying != honest
    assert refusal("推薦書.docx", lying) == (
        "「推薦書.docx」は壊れているため、開けません。元のアプリで保存し直してから選択してください。"
    )


def test_a_cut_or_locked_part_is_refused(tmp_path):
    assert "壊れているため" in refusal("名簿.xlsx", xlsx()[:-300])
    path = tmp_path / "locked.docx"
    path.write_bytes(docx())
    with ZipFile(path, "a", ZIP_DEFLATED) as archive:
        archive.infolist()[0].flag_bits |= 1
        archive.writestr("x", "y")
    assert "壊れているため" in refusal("推薦書.docx", path.read_bytes())


# Pictures


def test_a_picture_bomb_is_refused_without_unpacking():
    bomb = flat_png(30_000, 30_000)
    assert len(bomb) < 100_000
    assert refusal("作品.png", bomb) == (
        "「作品.png」は縦横の画素数が多すぎます。画像を縮小してから選択してください。"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("顔写真.jpg", picture("JPEG", (400, 300))[:5000]),
        ("顔写真.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\x00" * 90),
        ("作品.png", picture("PNG")[:-200]),
        ("作品.png", picture("PNG").replace(b"IDAT", b"IDAX")),
    ],
)
def test_a_damaged_picture_is_refused(name, content):
    assert refusal(name, content) == f"「{name}」{BROKEN_IMAGE}"


# Names


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("合格証書（髙﨑𠮷）.pdf", "合格証書（髙﨑𠮷）.pdf"),
        ("C:\\Users\\tanto\\合格証書.pdf", "合格証書.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("ガ.pdf", "ガ.pdf"),
        ("請求書\u202efdp.exe.pdf", "請求書fdp.exe.pdf"),
        ('a"b<c>d|e?f*g:h\r\n.pdf', "abcdefgh.pdf"),
        (" . 合格証書 .pdf", "合格証書.pdf"),
        (".pdf", "添付ファイル.pdf"),
        ("", "添付ファイル"),
        ("あ" * 300 + ".pdf", "あ" * 116 + ".pdf"),
    ],
)
def test_names_keep_what_people_wrote_and_lose_the_traps(name, cleaned):
    assert clean_name(name) == cleaned


# Keeping and handing out


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


# The form field


class UploadForm(forms.Form):
    paper = AttachmentField(label="写し")
    other = AttachmentField(label="その他", required=False)


def test_the_field_says_what_it_takes():
    html = str(UploadForm()["paper"])
    assert 'accept=".pdf,.xlsx,.docx,.jpg,.jpeg,.png"' in html
    assert UploadForm()["paper"].help_text == (
        "PDF・Excel（xlsx）・Word（docx）・JPEG・PNG、20MBまで"
    )


def test_the_field_refuses_at_its_place_and_hands_over_what_is_good():
    good = UploadForm({}, {"paper": uploaded("a.pdf", PDF)})
    assert good.is_valid()
    assert good.cleaned_data["paper"].read() == PDF
    assert good.cleaned_data["other"] is None
    bad = UploadForm({}, {"paper": uploaded("a.pdf", EXE), "other": uploaded("b.exe", EXE)})
    assert {name: len(errors) for name, errors in bad.errors.items()} == {"paper": 1, "other": 1}
    assert bad.errors["paper"][0] == f"「a.pdf」は、拡張子（.pdf）{DISAGREES}"
