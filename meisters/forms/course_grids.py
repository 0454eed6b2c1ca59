"""Replies and attendance of a course, one row a person, saved together by more than one person."""

from collections.abc import Iterable

from django import forms
from django.utils import timezone

from aomori_skills.base.conflict import text_of
from aomori_skills.base.fields import PlainTextField, WarekiDateField, WholeNumberField
from aomori_skills.base.forms import StaffForm
from meisters.choices import Attendance, CourseReply, Way
from meisters.models import Participation
from meisters.rules import course_cells as cells

NOTE = Participation._meta.get_field("note").max_length
MEANS = Participation._meta.get_field("travel_means").max_length
RESULT = Participation._meta.get_field("result").max_length
MOST_NIGHTS, MOST_YEN = 60, 1_000_000


def _area(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "cols": 24})


class RowForm(StaffForm):
    """A participant's row; ``seen`` is the digest of the cells that the page has shown."""

    names: tuple[str, ...]
    fill_form: type[StaffForm] | None = None

    def __init__(self, data=None, *, row, **kwargs):
        self.row = row
        self.stored = cells.cells_of(row, self.names)
        super().__init__(data, prefix=str(row.pk), initial=self.first(), **kwargs)
        self.fields["seen"] = forms.CharField(
            widget=forms.HiddenInput, required=False, initial=cells.digest(self.stored)
        )
        for name, field in self.fields.items():
            field.widget.attrs.pop("data-max-length", None)
            if name != "seen":
                field.widget.attrs["aria-label"] = f"{row}さんの{field.label}"

    def first(self) -> dict:
        """What the empty page shows, defaults included."""
        return dict(self.stored)

    def written(self) -> dict:
        """The cells as they would be written."""
        return {name: self.cleaned_data[name] for name in self.names}

    @property
    def shown(self) -> list:
        return [field for field in self if field.name != "seen"]

    def typed(self) -> cells.Typed:
        return cells.Typed(self.row.pk, self.cleaned_data["seen"], self.written())

    def show_conflict(self, theirs: dict) -> None:
        """Both texts are on the page now, so the next saving counts."""
        words = "、".join(
            f"{Participation._meta.get_field(name).verbose_name}：{self.words(name, value)}"
            for name, value in theirs.items()
        )
        self.add_error(
            self.names[0],
            f"入力中に、ほかの職員がこの行を保存しました（{words}）。"
            "この画面の内容でよければ、もう一度保存してください。",
        )
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = cells.digest(theirs)

    def words(self, name: str, value) -> str:
        field = self.fields.get(name)
        return text_of(field, value) if field else str(value or "")


class ReplyFill(StaffForm):
    """The same day and way for everybody who has answered."""

    fill_on = WarekiDateField(label="回答日", required=False, max_date=timezone.localdate)
    fill_way = forms.ChoiceField(
        label="回答方法", required=False, choices=(("", "－"), *Way.choices)
    )

    def __init__(self, data=None):
        super().__init__(data, initial={"fill_on": timezone.localdate()})


class ReplyRow(RowForm):
    names = cells.REPLY_CELLS
    fill_form = ReplyFill

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


class CompletionRow(RowForm):
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
        if not self.cleaned_data["is_completed"]:
            found["completed_on"] = None
        return found

    def clean(self):
        cleaned = super().clean()
        undated = "completed_on" in cleaned and not cleaned["completed_on"]
        if cleaned.get("is_completed") and undated:
            self.add_error("completed_on", "修了日を入力してください。")
        return cleaned


class TravelRow(RowForm):
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


class Grid:
    """The rows as one form: valid together, refused together, nothing typed lost.

    ``fill`` stands above them and is copied into rows by the page.
    """

    def __init__(self, row_form: type[RowForm], rows: Iterable, data=None):
        self.row_form = row_form
        self.fill = row_form.fill_form(data) if row_form.fill_form else None
        self.forms = [row_form(data, row=row) for row in rows]
        self.is_bound = data is not None

    def __iter__(self):
        return iter(self.forms)

    @property
    def labels(self) -> list[str]:
        return [str(field.label) for field in self.row_form.base_fields.values()]

    def is_valid(self) -> bool:
        above = [self.fill] if self.fill else []
        return all([form.is_valid() for form in (*above, *self.forms)])

    def typed(self) -> list[cells.Typed]:
        return [form.typed() for form in self.forms]

    def show(self, refused) -> None:
        """Put the sentences of the service beside their cells."""
        for form in self.forms:
            for name, sentence in refused.errors.get(form.row.pk, {}).items():
                form.add_error(name, sentence)
            if form.row.pk in refused.conflicts:
                form.show_conflict(refused.conflicts[form.row.pk])

    def non_form_errors(self) -> list[str]:
        """For the summary of the page, which takes the grid for a formset."""
        return []
