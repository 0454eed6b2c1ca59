"""Files of Word and Excel that come in: macros, bombs and damaged parts are refused."""

import struct
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from aomori_skills.paperwork.rules import office_files
from tests.factories.paperwork import docx, picture, uploaded, xlsx
from tests.paperwork.refused_files import refusal


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
