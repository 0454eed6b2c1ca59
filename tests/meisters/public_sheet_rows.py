"""What stands on a sheet, and the limits of its texts."""

from decimal import Decimal
from io import BytesIO

import openpyxl

from aomori_skills.office.models import YearRule

PURPOSE = {"purpose": "センターへの提出・報告", "purpose_note": ""}


def limit(text: str, value: int | None) -> None:
    status = "unset" if value is None else "unconfirmed"
    YearRule.objects.update_or_create(
        fiscal_year=2025,
        area="公表",
        applies_to=text,
        rule="文字数の上限",
        defaults={"value": value and Decimal(value), "status": status, "unit": "字以内"},
    )


def limits(value: int | None = 400) -> None:
    for text in ("自己紹介・抱負", "指導できる内容", "主な経歴・実績"):
        limit(text, value)


def rows_of(content: bytes) -> list[dict]:
    head, *rows = openpyxl.load_workbook(BytesIO(content)).active.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]
