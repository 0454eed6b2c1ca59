"""Files that come in: what is accepted, and what is refused in which words."""

import struct
import zlib

import pytest
from django import forms

from aomori_skills.paperwork.forms import AttachmentField
from aomori_skills.paperwork.rules import attachments as rules
from aomori_skills.paperwork.rules.file_names import clean_name
from tests.factories.paperwork import (
    DOCX_TYPE,
    PDF,
    XLSX_TYPE,
    docx,
    picture,
    uploaded,
    xlsx,
    zipped,
)
from tests.paperwork.refused_files import EXE, refusal

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 600
BROKEN_IMAGE = "は画像として読み取れません。元のアプリで保存し直してから選択してください。"
DISAGREES = "と中身が一致しません。元のアプリで開き、正しい形式で保存し直してから選択してください。"


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
