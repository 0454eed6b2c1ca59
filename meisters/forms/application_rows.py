"""Rows of an application: qualifications, practice, instruction, consents."""

from datetime import date
from functools import cached_property

from django import forms
from django.utils import timezone
from django.utils.html import format_html

from aomori_skills.base.fields import WarekiDateField, WholeNumberField
from aomori_skills.base.forms import Group, RowSet, SearchSelect, StaffModelForm
from aomori_skills.paperwork.forms import AttachmentField
from aomori_skills.paperwork.services import attachments
from meisters.choices import Consent
from meisters.forms.trade_choices import OperationSelect, TradeChoices
from meisters.models import InstructionRecord, PracticePeriod, PublicationConsent, Qualification


class QualificationForm(StaffModelForm):
    """One trade with the ground on which it is applied for, and its evidence."""

    acquired_on = WarekiDateField(
        label="取得日",
        required=False,
        max_date=timezone.localdate,
        help_text="合格日・受賞日です。",
    )
    upload = AttachmentField(label="合格証書等の写し", required=False)
    drop_evidence = forms.BooleanField(label="添付済みの写しを外す", required=False)
    groups = (Group("", ("trade", "operation"), "ground", "detail", ("number", "acquired_on")),)

    class Meta:
        model = Qualification
        fields = ("trade", "operation", "ground", "detail", "number", "acquired_on")
        widgets = {"trade": SearchSelect, "operation": OperationSelect}
        help_texts = {"detail": "例：「2級建築大工技能士から1級に合格」「○○県知事表彰」"}

    def __init__(self, *args, by, masters, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        masters.offer(self)
        if self.instance.evidence:
            self.fields["upload"].help_text = format_html(
                "添付済み：{}。選び直すと置き換わります。", self._evidence()
            )
        else:
            del self.fields["drop_evidence"]

    def _evidence(self) -> str:
        """The name of the file, as the button of its form in application_evidence.html."""
        file = self.instance.evidence
        if not self.by.has_perm("meisters.export_personal"):
            return str(file)
        return format_html(
            '<button type="submit" form="evidence-{}" class="link-button">{}</button>',
            file.pk,
            file,
        )

    def clean(self):
        cleaned = super().clean()
        trade, operation = cleaned.get("trade"), cleaned.get("operation")
        if trade and operation and operation.trade_id != trade.pk:
            self.add_error("operation", f"作業は、{trade}の作業から選択してください。")
        return cleaned

    def save(self, commit=True):
        upload, old = self.cleaned_data.get("upload"), self.instance.evidence
        if upload:
            self.instance.evidence = attachments.store(upload, by=self.by)
        elif self.cleaned_data.get("drop_evidence"):
            self.instance.evidence = None
        saved = super().save(commit)
        if old and old.pk != saved.evidence_id:
            attachments.remove(old.pk, by=self.by)
        return saved


class PracticeForm(StaffModelForm):
    """実務経験: one period."""

    starts_on = WarekiDateField(label="開始日", max_date=timezone.localdate)
    ends_on = WarekiDateField(
        label="終了日",
        required=False,
        max_date=timezone.localdate,
        help_text="現在も続いているときは空けておきます。",
    )
    groups = (Group("", "employer_name", ("starts_on", "ends_on"), "duties"),)

    class Meta:
        model = PracticePeriod
        fields = ("employer_name", "starts_on", "ends_on", "duties")

    def clean(self):
        return _in_order(self, super().clean(), "開始日")


class InstructionForm(StaffModelForm):
    """実技指導経験: one entry."""

    starts_on = WarekiDateField(label="指導日（開始日）", max_date=timezone.localdate)
    ends_on = WarekiDateField(
        label="終了日",
        required=False,
        max_date=timezone.localdate,
        help_text="1日だけのときは空けておきます。",
    )
    times = WholeNumberField(label="回数", min_value=1, max_value=9999, unit="回")
    groups = (Group("", ("starts_on", "ends_on", "times"), "place", "learners", "content"),)

    class Meta:
        model = InstructionRecord
        fields = ("starts_on", "ends_on", "times", "place", "learners", "content")

    def clean(self):
        return _in_order(self, super().clean(), "指導日")


class ConsentForm(StaffModelForm):
    """公表同意: the answer for one item."""

    answered_on = WarekiDateField(label="回答日", required=False, max_date=timezone.localdate)

    class Meta:
        model = PublicationConsent
        fields = ("answer", "answered_on")
        widgets = {"answer": forms.RadioSelect}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = Consent.choices
        if self.instance.pk:
            item = self.instance.get_item_display()
            self.fields["answer"].label = f"{item}の公表"
            self.fields["answered_on"].label = f"回答日（{item}）"


class ApplicationRows(RowSet):
    """Rows of an application, edited by a member of the staff."""

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by


class QualificationRows(ApplicationRows):
    form = QualificationForm
    relation = "qualifications"
    legend = "職種・資格"
    row_label = "職種・資格"
    add_label = "職種・資格を追加する"
    note = "申請する職種ごとに、根拠となる資格を入力します。"

    @cached_property
    def masters(self) -> TradeChoices:
        return TradeChoices()

    def get_form_kwargs(self, index):
        return super().get_form_kwargs(index) | {"by": self.by, "masters": self.masters}

    def save(self) -> None:
        gone = [form.instance.evidence_id for form in self.deleted_forms if form.instance.pk]
        super().save()
        for attachment in filter(None, gone):
            attachments.remove(attachment, by=self.by)


class PracticeRows(ApplicationRows):
    form = PracticeForm
    relation = "practice_periods"
    legend = "実務経験"
    row_label = "実務経験"
    add_label = "実務経験を追加する"
    note = "重なる期間は1回だけ数えます。"


class InstructionRows(ApplicationRows):
    form = InstructionForm
    relation = "instruction_records"
    legend = "実技指導経験"
    row_label = "実技指導経験"
    add_label = "実技指導経験を追加する"
    note = "続けて行った指導は、終了日と回数を入力して1行にまとめられます。"


class ConsentRows(ApplicationRows):
    """A fixed set: one row for each item, neither added nor deleted.

    ``agreed_on`` set by the section's form agrees to every item that is still 未確認.
    """

    form = ConsentForm
    relation = "consents"
    legend = "公表への同意"
    row_label = "項目"
    extra = 0
    can_delete = False
    agreed_on: date | None = None

    def name_of(self, number, form):
        return f"{form.instance.get_item_display()}の公表"

    def save(self) -> None:
        if self.agreed_on:
            for row in (form.instance for form in self.forms):
                if row.answer == Consent.UNKNOWN:
                    row.answer, row.answered_on = Consent.AGREED, self.agreed_on
                    row.save()
        super().save()


def _in_order(form, cleaned, first: str):
    starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
    if starts_on and ends_on and ends_on < starts_on:
        form.add_error("ends_on", f"終了日は{first}以後の日付を入力してください。")
    return cleaned
