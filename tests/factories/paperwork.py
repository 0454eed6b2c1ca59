"""Papers and files."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

from aomori_skills.base import pdf
from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.models import Job
from aomori_skills.paperwork.services import documents
from tests.factories.office import ProfileFactory, UserFactory


class JobFactory(factory.django.DjangoModelFactory):
    """A long act that waits for the worker."""

    class Meta:
        model = Job

    title = "説明文書の発行（30件）"
    act = "tests.paperwork.long_acts.close_days"
    params = {"number": 30}
    permission = "paperwork.issue_documents"
    by = factory.SubFactory(UserFactory)
    total = 30


PDF = (
    b"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>\nendobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
    b"0000000105 00000 n \ntrailer<</Root 1 0 R/Size 4>>\nstartxref\n170\n%%EOF\n"
)
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def issued(**more):
    """An issued document of the office; its file is the number it was rendered with."""
    if "by" not in more:
        more["by"] = UserFactory(tanto=True)
    ProfileFactory()
    given = {
        "kind": DocumentKind.NOTICE,
        "subject": "認定結果について",
        "addressee": "株式会社りんご工務店　御中",
        "issued_on": date(2025, 7, 1),
        "render": lambda number: f"%PDF {number}".encode(),
    }
    return documents.issue(**given | more)


def letter(**more) -> pdf.Letter:
    """A short letter."""
    given = {
        "subject": "認定結果について",
        "addressees": ("株式会社りんご工務店　御中",),
        "sender": ("青森県技能振興コーナー", "コーナー長　浪岡　林檎"),
        "issued_on": date(2025, 7, 1),
        "paragraphs": ("このことについて、下記のとおり通知します。",),
    }
    return pdf.Letter(**given | more)


def uploaded(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def xlsx() -> bytes:
    stream = BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


def docx(*, extra: dict[str, bytes] | None = None, types: str = "") -> bytes:
    """The smallest Word document, with ``extra`` parts."""
    main = f"{DOCX_TYPE}.main+xml"
    parts = {
        "[Content_Types].xml": (
            '<?xml version="1.0"?>'
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{types or main}"/></Types>'
        ).encode(),
        "word/document.xml": b"<w:document/>",
    }
    return zipped(parts | (extra or {}))


def zipped(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    stream = BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(stream, kind)
    return stream.getvalue()
