"""Which files may come in: known kinds, true to their extension, of bearable size."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath

import puremagic
from django.conf import settings

from aomori_skills.paperwork.rules import office_files, pictures
from aomori_skills.paperwork.rules.file_names import clean_name
from aomori_skills.paperwork.rules.refusal import AttachmentRefused

HEAD = 4096
_OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True)
class FileKind:
    """An accepted kind: its suffixes, its type, the bytes it begins with, and a closer look."""

    label: str
    suffixes: tuple[str, ...]
    content_type: str
    signature: bytes
    look: Callable = lambda stream: None


KINDS = (
    FileKind("PDF", (".pdf",), "application/pdf", b"%PDF-"),
    FileKind(
        "Excel（xlsx）",
        (".xlsx",),
        f"{_OFFICE}.spreadsheetml.sheet",
        b"PK\x03\x04",
        office_files.look_into_workbook,
    ),
    FileKind(
        "Word（docx）",
        (".docx",),
        f"{_OFFICE}.wordprocessingml.document",
        b"PK\x03\x04",
        office_files.look_into_document,
    ),
    FileKind("JPEG", (".jpg", ".jpeg"), "image/jpeg", b"\xff\xd8\xff", pictures.look_at_jpeg),
    FileKind("PNG", (".png",), "image/png", b"\x89PNG\r\n\x1a\n", pictures.look_at_png),
)
BY_SUFFIX = {suffix: kind for kind in KINDS for suffix in kind.suffixes}
ACCEPT = ",".join(BY_SUFFIX)
KIND_NAMES = "・".join(kind.label for kind in KINDS)
INSTEAD = {
    ".doc": "Wordで開き、「docx」の形式で保存し直してから選択してください。",
    ".docm": "マクロを含まない「docx」の形式で保存し直してから選択してください。",
    ".xls": "Excelで開き、「xlsx」の形式で保存し直してから選択してください。",
    ".xlsm": "マクロを含まない「xlsx」の形式で保存し直してから選択してください。",
    ".heic": "写真をJPEG（jpg）の形式に変換してから選択してください。",
    ".heif": "写真をJPEG（jpg）の形式に変換してから選択してください。",
    ".zip": "圧縮を解いて、中のファイルを1つずつ選択してください。",
}


@dataclass(frozen=True)
class AcceptedFile:
    """What is kept of an accepted file: its cleaned name, its suffix and its type."""

    name: str
    suffix: str
    content_type: str


def accept(uploaded) -> AcceptedFile:
    """Look at an uploaded file; AttachmentRefused says what to do instead."""
    name = clean_name(uploaded.name)
    suffix = PurePath(name).suffix.lower()
    kind = BY_SUFFIX.get(suffix)
    if kind is None:
        raise AttachmentRefused(_unknown_kind(name, suffix))
    _check_size(uploaded, name)
    uploaded.seek(0)
    head = uploaded.read(HEAD)
    if not head.startswith(kind.signature) or not _puremagic_agrees(head, kind):
        raise AttachmentRefused(_disagreement(name, suffix, head))
    uploaded.seek(0)
    try:
        kind.look(uploaded)
    except AttachmentRefused as refusal:
        raise AttachmentRefused(f"「{name}」{refusal}") from refusal
    finally:
        uploaded.seek(0)
    return AcceptedFile(name, suffix, kind.content_type)


def limit_text() -> str:
    """20MB: the cap as people read it."""
    return f"{settings.ATTACHMENT_MAX_BYTES / 1024**2:g}MB"


def _check_size(uploaded, name):
    if not uploaded.size:
        raise AttachmentRefused(
            f"「{name}」は空のファイルです。中身のあるファイルを選択してください。"
        )
    if uploaded.size > settings.ATTACHMENT_MAX_BYTES:
        raise AttachmentRefused(
            f"「{name}」は大きすぎます。{limit_text()}以下に分けるか、小さくしてから選択してください。"
        )


def _puremagic_agrees(head: bytes, kind: FileKind) -> bool:
    return not _suffixes_of(head).isdisjoint(kind.suffixes)


def _suffixes_of(head: bytes) -> set[str]:
    try:
        return {match.extension.lower() for match in puremagic.magic_string(head)}
    except puremagic.PureError:
        return set()


def _unknown_kind(name, suffix):
    hint = INSTEAD.get(suffix, "別の形式に変換してから選択してください。")
    what = f"{suffix[1:]}形式" if suffix else "拡張子のない形式"
    return f"「{name}」は{what}のため、受け付けられません（受け付けるのは{KIND_NAMES}）。{hint}"


def _disagreement(name, suffix, head):
    if head.startswith(office_files.ENCRYPTED) and suffix in (".xlsx", ".docx"):
        return (
            f"「{name}」はパスワード付きか古い形式のため、開けません。"
            f"パスワードを外し、「{suffix[1:]}」の形式で保存し直してから選択してください。"
        )
    return (
        f"「{name}」は、拡張子（{suffix}）と中身が一致しません。"
        "元のアプリで開き、正しい形式で保存し直してから選択してください。"
    )
