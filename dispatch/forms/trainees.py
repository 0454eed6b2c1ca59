"""受講者名簿 as a table of rows, and what fills it: a paste or a file."""

from django import forms

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import KanaField, PlainTextField
from aomori_skills.base.forms import RowSet, StaffForm, StaffModelForm
from dispatch.forms.ages import AgeField
from dispatch.models import DispatchRequest, Trainee
from dispatch.rules.trainee_rows import MOST_ROWS

FIRST_ROWS, MORE_ROWS = 5, 3


class TraineeForm(StaffModelForm):
    kana = KanaField(label="氏名（カナ）", required=False, max_length=100)
    age = AgeField("年齢")

    class Meta:
        model = Trainee
        fields = ("order", "name", "kana", "group", "age", "photo_consent", "note")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["order"].required = False
        for field in self.fields.values():
            field.widget.attrs.pop("data-max-length", None)
            field.widget.attrs["aria-label"] = field.label

        for name in ("name", "kana", "group", "note"):
            self.fields[name].widget.attrs["class"] = "form-control width-medium"

    @property
    def cells(self) -> list:
        """Beside the number, which leads the row."""
        return [self[name] for name in self._meta.fields[1:]]


class TraineeRows(RowSet):
    """Rows without a number of their own go behind the others, in their order."""

    form = TraineeForm
    relation = "trainees"
    legend = "受講者名簿"
    row_label = "受講者"
    max_num = absolute_max = MOST_ROWS
    default_error_messages = RowSet.default_error_messages | {
        "too_many_forms": f"一つの名簿は{MOST_ROWS}人以内にしてください。"
    }

    def __init__(self, data=None, *, instance, **kwargs):
        super().__init__(data, instance=instance, **kwargs)
        self.extra = MORE_ROWS if self.rows else FIRST_ROWS
        self.extra = max(min(self.extra, MOST_ROWS - len(self.rows)), 0)

    def clean(self):
        super().clean()
        kept = [form for form in self.forms if self._is_kept(form)]
        numbers = [form.cleaned_data.get("order") for form in kept]
        last = max((number for number in numbers if number is not None), default=0)
        for form, number in zip(kept, numbers, strict=True):
            if number is None:
                last += 1
                form.instance.order = last
            elif numbers.count(number) > 1:
                form.add_error("order", f"番号{number}が重複しています。別の番号にしてください。")

    def _is_kept(self, form) -> bool:
        known = form not in self.deleted_forms and hasattr(form, "cleaned_data")
        return known and bool(form.instance.pk or form.has_changed())


class RosterForm(VersionedFormMixin, StaffModelForm):
    """The request around its roster: it carries the version against which rows are compared."""

    class Meta:
        model = DispatchRequest
        fields = ()


class FillForm(StaffForm):
    """Rows from elsewhere, put into the table to be checked there."""

    pasted = PlainTextField(
        label="Excelからの貼り付け",
        required=False,
        max_length=100_000,
        widget=forms.Textarea,
        help_text="Excelで名簿の範囲をコピーし、ここに貼り付けます。",
    )
    file = forms.FileField(
        label="Excelの様式のファイル",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        help_text="「様式を取り出す」で渡した様式（.xlsx）に記入されたものを選択します。",
    )
    only = forms.BooleanField(
        label="貼り付け・ファイルにない受講者を名簿から外す",
        required=False,
        help_text="外す受講者には、表で「削除」の印が付きます。保存するまでは外れません。",
    )

    def clean(self):
        cleaned = super().clean()
        if not self.errors and bool(cleaned.get("pasted")) == bool(cleaned.get("file")):
            told = "どちらか一方だけを" if cleaned.get("pasted") else "どちらかを"
            self.add_error("pasted", f"貼り付けとファイルは、{told}入れてください。")
        return cleaned
