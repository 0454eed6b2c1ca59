"""A paper that came in."""

from django import forms

from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms import StaffForm
from aomori_skills.paperwork.forms import AttachmentField
from dispatch.choices import ArrivedPaper


class RequestFileForm(StaffForm):
    kind = forms.ChoiceField(label="書類の種類", choices=[("", ""), *ArrivedPaper.choices])
    upload = AttachmentField(label="ファイル")
    note = PlainTextField(label="備考", required=False, max_length=100)
