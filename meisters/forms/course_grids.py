"""Replies and attendance of a course, one row a person, saved together by more than one person."""

from django import forms
from django.utils import timezone

from aomori_skills.base.fields import PlainTextField, WarekiDateField, WholeNumberField
from aomori_skills.base.forms import StaffForm
from meisters.choices import Attendance, CourseReply, Way
from meisters.forms.grids import GridRow
from meisters.models import Participation
from meisters.rules import course_cells as cells

NOTE = Participation._meta.get_field("note").max_length
MEANS = Participation._meta.get_field("travel_means").max_length
RESULT = Participation._meta.get_field("result").max_length
MOST_NIGHTS, MOST_YEN = 60, 1_000_000


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "cols": 24})


class ReplyFill(StaffForm):
    """The same day and way for everybody who has answered."""

    fill_on = WarekiDateField(label="回答日", required=False, max_date=timezone.localdate)
    fill_way = forms.ChoiceField(
        label="回答方法", required=False, choices=(("", "－"), *Way.choices)
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"fill_on": timezone.localdate()})


class ReplyRow(GridRow):
    names = cells.REPLY_CELLS

    reply = forms.ChoiceField(label="回答", choices=CourseReply)
    replied_on = WarekiDateField(label="回答日", required=False, max_date=timezone.localdate)
    replied_way = forms.ChoiceField(
        label="回答方法", required=False, choices=(("", ""), *Way.choices)
    )
    note = PlainTextField(label="備考", required=False, max_length=NOTE)

    def written(self):
        found = super().written()
        if found["reply"] == CourseReply.PENDING:
            found |= {"replied_on": None, "replied_way": ""}
        return found

    def clean(self):
        cleaned = super().clean()
        answered = cleaned.get("reply") not in (None, CourseReply.PENDING)
        if answered and "replied_on" in cleaned and not cleaned["replied_on"]:
            self.add_error("replied_on", "回答日を入力してください。")
        return cleaned


class CompletionRow(GridRow):
    """指導技法等講習: attendance, completion with its day, and a remark on the result."""

    names = cells.COMPLETION_CELLS

    attendance = forms.ChoiceField(label="出欠", choices=Attendance)
    is_completed = forms.BooleanField(label="修了", required=False)
    completed_on = WarekiDateField(label="修了日", required=False, max_date=timezone.localdate)
    result = PlainTextField(label="成果・報告", required=False, max_length=RESULT, widget=_area())

    def first(self):
        found = super().first()
        found["is_completed"] = bool(found["completed_on"])
        last_day = min(self.row.course.last_day, timezone.localdate())
        return found | {"completed_on": found["completed_on"] or last_day}

    def written(self):
        found = super().written()
        if not self.cleaned_data.get("is_completed"):
            found["completed_on"] = None
        return found

    def clean(self):
        cleaned = super().clean()
        undated = "completed_on" in cleaned and not cleaned["completed_on"]
        if cleaned.get("is_completed") and undated:
            self.add_error("completed_on", "修了日を入力してください。")
        return cleaned


class TravelRow(GridRow):
    """The center's courses: attendance, travel and what the person brings home."""

    names = cells.TRAVEL_CELLS

    attendance = forms.ChoiceField(label="出欠", choices=Attendance)
    travel_means = PlainTextField(
        label="交通手段・経路", required=False, max_length=MEANS, widget=_area()
    )
    travel_cost = WholeNumberField(
        label="旅費（円）", required=False, min_value=0, max_value=MOST_YEN, unit="円"
    )
    nights = WholeNumberField(
        label="宿泊数", required=False, min_value=0, max_value=MOST_NIGHTS, unit="泊"
    )
    result = PlainTextField(label="成果・報告", required=False, max_length=RESULT, widget=_area())
