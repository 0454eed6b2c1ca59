"""Forms of the rounds, the submission to the center and its results."""

from django import forms
from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import PlainTextField, WarekiDateField
from aomori_skills.base.forms import CommentForm, Group, StaffForm, StaffModelForm
from meisters.choices import Result
from meisters.forms.fields import RoundField
from meisters.models import ApplicationRound, BatchItem, CertificationApplication
from meisters.rules import batches as rules
from meisters.rules.results import Answered


class RoundForm(VersionedFormMixin, StaffModelForm):
    """申請回: its year, number and both deadlines."""

    groups = (
        Group("申請回", ("fiscal_year", "number")),
        Group(
            "締切日",
            ("corner_deadline", "center_deadline"),
            note="コーナーの締切日は、センターの締切日以前の日付にします。",
        ),
        Group("備考", "note"),
    )

    class Meta:
        model = ApplicationRound
        fields = ("fiscal_year", "number", "corner_deadline", "center_deadline", "note")
        help_texts = {"fiscal_year": "西暦で入力します。例：2025（令和7年度）"}


class SelectionForm(StaffForm):
    """Which applications go to the center, in which round."""

    round = RoundField("center_deadline")
    application = forms.ModelMultipleChoiceField(
        label="提出する申請",
        queryset=CertificationApplication.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = ApplicationRound.objects.all()
        self.fields["application"].queryset = CertificationApplication.objects.whole().order_by(
            "fiscal_year", "serial"
        )


class SubmitForm(StaffForm):
    """The last questions before the papers are made; it carries what the page has promised."""

    submitted_on = WarekiDateField(
        label="提出日", help_text="送付文書の日付になります。", max_date=timezone.localdate
    )
    note = PlainTextField(label="備考", required=False, max_length=500)
    application = forms.ModelMultipleChoiceField(
        label="提出する申請",
        queryset=CertificationApplication.objects.all(),
        widget=forms.MultipleHiddenInput,
    )

    def __init__(self, *args, chosen=(), **kwargs):
        super().__init__(*args, **kwargs)
        approved = [row for row in chosen if row.approved_at]
        if approved:
            self.fields["submitted_on"].min_date = rules.first_day(approved)


class ResultForm(StaffForm):
    """One row of the results grid."""

    result = forms.ChoiceField(label="結果", choices=Result)
    result_on = WarekiDateField(label="日付", required=False)
    meister_number = PlainTextField(
        label="認定番号",
        required=False,
        max_length=BatchItem._meta.get_field("meister_number").max_length,
    )
    comment = PlainTextField(
        label="照会・不認定の内容",
        required=False,
        max_length=BatchItem._meta.get_field("comment").max_length,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 30}),
    )
    reply_due_on = WarekiDateField(label="回答期限（照会のとき）", required=False)

    def __init__(self, data=None, *, item, **kwargs):
        self.item = item
        initial = {name: getattr(item, name) for name in self.base_fields}
        super().__init__(data, prefix=str(item.pk), initial=initial, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("data-max-length", None)
            field.widget.attrs["aria-label"] = f"{item.application}の{self.fields[name].label}"

    @property
    def cells(self) -> list[list]:
        """Fields by the cells of the row: the day to answer by stands below the inquiry."""
        single = ("result", "result_on", "meister_number")
        return [*([self[name]] for name in single), [self["comment"], self["reply_due_on"]]]

    def answer(self) -> Answered:
        return Answered(item_id=self.item.pk, **self.cleaned_data)


class ResultGrid:
    """The rows of a bundle as one form: valid together, refused together, nothing typed lost."""

    def __init__(self, items, data=None):
        self.forms = [ResultForm(data, item=item) for item in items]
        self.is_bound = data is not None

    def __iter__(self):
        return iter(self.forms)

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.forms])

    def answers(self) -> list[Answered]:
        return [form.answer() for form in self.forms]

    def refuse(self, errors: dict[int, dict[str, str]]) -> None:
        """Put sentences of the service beside their cells."""
        for form in self.forms:
            for name, sentence in errors.get(form.item.pk, {}).items():
                form.add_error(name, sentence)

    def non_form_errors(self) -> list[str]:
        """For the summary of ``layouts/form.html``, which takes the grid for a formset."""
        return []


class ReplyForm(CommentForm):
    """What is answered to the center's inquiry, and the date of the letter."""

    replied_on = WarekiDateField(
        label="回答日", help_text="回答文書の日付になります。", max_date=timezone.localdate
    )
    field_order = ("replied_on", "comment")

    def __init__(self, *args, **kwargs):
        super().__init__(
            *args, label="回答した内容", help_text="回答文書の「回答」に載ります。", **kwargs
        )


class PasteForm(StaffForm):
    """Rows copied from the center's Excel."""

    pasted = PlainTextField(
        label="Excelから貼り付け",
        required=False,
        max_length=100_000,
        widget=forms.Textarea,
    )
