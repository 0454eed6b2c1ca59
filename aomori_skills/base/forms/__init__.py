"""Forms of the office: one column of groups, Japanese sentences, nothing typed is lost.

    class ContactForm(StaffModelForm):
        groups = (
            Group("担当者", ("family_name", "given_name"), "phone"),
            Group("期間", ("starts_on", "ends_on"), note="異動したときは終了日を入力します。"),
        )

        class Meta:
            model = Contact
            fields = ("family_name", "given_name", "phone", "starts_on", "ends_on")

A tuple is one line of short fields. Dates, numbers and texts get the fields of ``base.fields``.
The page extends ``layouts/form.html``.
"""

from aomori_skills.base.forms.comments import CommentForm
from aomori_skills.base.forms.layout import Group, RowsHere
from aomori_skills.base.forms.rows import RowSet
from aomori_skills.base.forms.staff import StaffForm, StaffModelForm
from aomori_skills.base.forms.widgets import (
    PostcodeInput,
    RemoteSelect,
    SearchSelect,
    SearchSelects,
    style,
)

__all__ = [
    "CommentForm",
    "Group",
    "PostcodeInput",
    "RemoteSelect",
    "RowSet",
    "RowsHere",
    "SearchSelect",
    "SearchSelects",
    "StaffForm",
    "StaffModelForm",
    "style",
]
