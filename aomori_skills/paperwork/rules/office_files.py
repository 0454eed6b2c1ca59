"""A look into xlsx and docx, which are zip files: no bombs, no macros, nothing else in disguise."""

import zipfile
import zlib

from aomori_skills.paperwork.rules.refusal import AttachmentRefused

ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1")
"""What old Office files and those with a password begin with."""

MOST_ENTRIES = 3000
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 150
RATIO_COUNTS_FROM = 5 * 1024 * 1024
ENCRYPTED_FLAG = 0x1

TYPES = "[Content_Types].xml"
MACRO_PARTS = ("vbaproject", "vbadata", "macrosheets/", "activex/", "attachedtoolbars")

BROKEN = "は壊れているため、開けません。元のアプリで保存し直してから選択してください。"
TOO_MUCH = "は展開すると大きすぎるため、受け付けられません。内容を減らしてから選択してください。"
MACROS = "にはマクロが含まれています。マクロを含まない形式で保存し直してから選択してください。"


def look_into_workbook(stream) -> None:
    _look(stream, main="xl/workbook.xml", main_type=b"spreadsheetml.sheet.main+xml", suffix="xlsx")


def look_into_document(stream) -> None:
    _look(
        stream,
        main="word/document.xml",
        main_type=b"wordprocessingml.document.main+xml",
        suffix="docx",
    )


def _look(stream, *, main: str, main_type: bytes, suffix: str) -> None:
    try:
        with zipfile.ZipFile(stream) as archive:
            _check_amount(archive.infolist())
            _check_parts(archive, main, main_type, suffix)
            damaged = archive.testzip()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise AttachmentRefused(BROKEN) from None
    if damaged:
        raise AttachmentRefused(BROKEN)


def _check_amount(entries) -> None:
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    too_dense = total > RATIO_COUNTS_FROM and total > packed * MOST_RATIO
    if len(entries) > MOST_ENTRIES or total > MOST_BYTES or too_dense:
        raise AttachmentRefused(TOO_MUCH)
    if any(entry.flag_bits & ENCRYPTED_FLAG for entry in entries):
        raise AttachmentRefused(BROKEN)


def _check_parts(archive, main, main_type, suffix) -> None:
    names = archive.namelist()
    if any(part in name.lower() for name in names for part in MACRO_PARTS):
        raise AttachmentRefused(MACROS)
    other_kind = f"は、中身が{suffix}形式ではありません。正しいファイルを選択してください。"
    if TYPES not in names or main not in names or len(names) != len(set(names)):
        raise AttachmentRefused(other_kind)
    types = archive.read(TYPES)
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise AttachmentRefused(MACROS)
    if main_type not in types:
        raise AttachmentRefused(other_kind)
