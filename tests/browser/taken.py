"""What the files say that leave the office: taken from a desk, or sent."""

from email import message_from_bytes, policy
from io import BytesIO

from openpyxl import load_workbook
from pypdf import PdfReader


def pages_of(content: bytes) -> list[str]:
    """The words of each page of a PDF, without the spaces between them."""
    reader = PdfReader(BytesIO(content))
    return ["".join(page.extract_text().split()) for page in reader.pages]


def rows_of(content: bytes, *, first: str = "") -> list[dict]:
    """The rows of a workbook's first sheet by their headings; a report has a title above them,
    and the heading ``first``.
    """
    rows = list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    while first and rows[0][0] != first:
        rows.pop(0)
    head, *rows = rows
    return [dict(zip(head, row, strict=True)) for row in rows]


def mails_in(folder) -> list:
    files = sorted(folder.glob("*.log")) if folder.exists() else []
    return [message_from_bytes(one.read_bytes(), policy=policy.default) for one in files]
