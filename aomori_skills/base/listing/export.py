"""Excel and print of a list: exactly the filtered rows, asked for by POST."""

from datetime import date

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from aomori_skills.base.downloads import file_response
from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms import StaffForm
from aomori_skills.base.workbook import CONTENT_TYPE

XLSX, PRINT = "xlsx", "print"
MEDIA = {XLSX: "Excel", PRINT: "印刷"}
OTHER = "その他"


class PurposeForm(StaffForm):
    """Why personal data leaves the system; asked before each export or print of it."""

    purpose = forms.ChoiceField(label="利用目的")
    purpose_note = PlainTextField(
        label="目的の内容",
        required=False,
        max_length=100,
        help_text="「その他」を選んだときは入力してください。",
    )

    def __init__(self, *args, purposes: tuple[str, ...], **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(purpose, purpose) for purpose in purposes]
        self.fields["purpose"].choices = [("", "選択してください"), *choices]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("purpose") == OTHER and not cleaned.get("purpose_note"):
            self.add_error("purpose_note", "目的の内容を入力してください。")
        return cleaned

    @property
    def text(self) -> str:
        """The purpose as it goes into the log."""
        note = self.cleaned_data["purpose_note"]
        purpose = self.cleaned_data["purpose"]
        return f"{purpose}：{note}" if note else purpose


def file_name(name: str, day: date) -> str:
    """マイスター名簿_20250401.xlsx."""
    return f"{name}_{day:%Y%m%d}.xlsx"


def xlsx_response(content: bytes, name: str) -> HttpResponse:
    """The file as a download with its Japanese name."""
    return file_response(content, CONTENT_TYPE, file_name(name, timezone.localdate()))


def print_response(request, table, *, title, conditions, period="", back_url="") -> HttpResponse:
    """A page that holds all rows and nothing else, made for paper.

    戻る leads to the page that was asked for, or to ``back_url``.
    """
    context = {
        "title": title,
        "period": period,
        "conditions": conditions,
        "count": len(table.rows),
        "issued_on": timezone.localdate(),
        "table_html": table.as_html_for_print(request),
        "back_url": back_url or request.get_full_path(),
        "landscape": True,
    }
    response = render(request, "layouts/print.html", context)
    response["Cache-Control"] = "no-store"
    return response
