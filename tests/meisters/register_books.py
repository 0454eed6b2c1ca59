"""Registers in Excel, as the office sends them back."""

from io import BytesIO

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile

from meisters.models import Meister
from meisters.papers.register_book import register_book

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NEW_PERSON = {
    "認定番号": "02-99999",
    "認定日": "R1.10.1",
    "姓": "八戸",
    "名": "花子",
    "姓（カナ）": "ﾊﾁﾉﾍ",
    "名（カナ）": "はなこ",
    "職種1": "造園",
}


def exported() -> bytes:
    return register_book(Meister.objects.for_register())


def upload(content: bytes, name: str = "名簿.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, XLSX)


def edited(content: bytes, changes: dict[tuple[int, str], object], *, drop=()) -> bytes:
    """The workbook with cells changed by (row, heading), and whole columns taken out."""
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book.worksheets[0]
    columns = {cell.value: cell.column for cell in sheet[1]}
    for (row, heading), value in changes.items():
        cell = sheet.cell(row, columns[heading])
        cell.value = value
    for heading in sorted(drop, key=lambda one: -columns[one]):
        sheet.delete_cols(columns[heading])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def appended(content: bytes, *people: dict) -> bytes:
    """The workbook with one more row for each of ``people`` (heading → value)."""
    last = openpyxl.load_workbook(BytesIO(content)).worksheets[0].max_row
    cells = {
        (row, heading): value
        for row, person in enumerate(people, start=last + 1)
        for heading, value in person.items()
    }
    return edited(content, cells)
