"""提出書類一式: the ZIP of a bundle, a folder for each application, files named by number."""

import re
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from meisters.choices import DocumentKind

CONTENT_TYPE = "application/zip"
NAME_LIMIT = 60
FORM_NAME = "申請書"
_FORBIDDEN = re.compile(
    r'[\x00-\x1f\x7f\\/:*?"<>|\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]'
)


@dataclass(frozen=True)
class Entry:
    """One file of the archive."""

    path: str
    content: bytes


def pack(entries: Iterable[Entry]) -> bytes:
    """The ZIP; its contents are compressed formats already, so they are only stored.

    Japanese names are written in UTF-8 and marked so, which Windows and macOS both read.
    """
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for entry in entries:
            archive.writestr(entry.path, entry.content)
    return stream.getvalue()


def folder_entries(application, form_pdf: bytes) -> list[Entry]:
    """The folder of one application: its form first, then its papers by kind."""
    folder = folder_name(application)
    entries = [Entry(f"{folder}/{form_name()}", form_pdf)]
    for number, (label, attachments) in enumerate(_papers(application), 2):
        for index, attachment in enumerate(attachments, 1):
            count = f"_{index}" if len(attachments) > 1 else ""
            suffix = PurePath(attachment.original_name).suffix.lower()
            name = f"{number:02d}_{safe_name(label)}{count}{suffix}"
            entries.append(Entry(f"{folder}/{name}", attachment.read()))
    return entries


def folder_name(application) -> str:
    """R7-001_岩木太郎."""
    return f"{application.number}_{safe_name(application.family_name + application.given_name)}"


def form_name() -> str:
    """01_申請書.pdf."""
    return f"01_{FORM_NAME}.pdf"


def safe_name(text: str) -> str:
    """``text`` as a part of a file name on Windows and macOS."""
    tidy = _FORBIDDEN.sub("", unicodedata.normalize("NFC", text))
    return "".join(tidy.split())[:NAME_LIMIT].strip(".") or "無題"


def _papers(application):
    """Pairs (kind's label, its attachments) in the order of the kinds, each file once."""
    found = defaultdict(dict)
    for row in application.qualifications.all():
        if row.evidence:
            found[DocumentKind.CERTIFICATE][row.evidence.pk] = row.evidence
    for document in application.documents.all():
        found[document.kind][document.attachment_id] = document.attachment
    return [(kind.label, list(found[kind].values())) for kind in DocumentKind if kind in found]
