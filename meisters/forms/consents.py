"""公表同意: several items recorded with one paper, or withdrawn."""

from django import forms
from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.base.conflict import NOTHING, Difference, VersionedFormMixin
from aomori_skills.base.fields import WarekiDateField
from aomori_skills.base.forms import Group, StaffForm, StaffModelForm
from aomori_skills.paperwork.forms import AttachmentField
from meisters.choices import Consent, ConsentState, PublicItem, Way
from meisters.models import Meister

WAYS = [("", ""), *Way.choices]
ANSWERS = [(one.value, one.label) for one in (Consent.AGREED, Consent.REFUSED)]


class ConsentsForm(VersionedFormMixin, StaffModelForm):
    """The frame of the grid: knows whether somebody else saved meanwhile."""

    class Meta:
        model = Meister
        fields = ()


class AnswersAsRead:
    """The answers below the versioned row: what others wrote for the items chosen here."""

    forms = ()

    def __init__(self, form):
        self.form = form
        self.rows = list(form.instance.consents.order_by("item"))

    def stored(self) -> list:
        return [(row.item, row.answer, row.answered_on) for row in self.rows]

    def catch_up(self) -> list[Difference]:
        typed = self.form.cleaned_data
        yours = _words(typed.get("answer"), typed.get("answered_on"))
        return [
            Difference(row.get_item_display(), _words(row.answer, row.answered_on), yours)
            for row in self.rows
            if row.item in typed.get("items", ())
        ]

    def non_form_errors(self):
        return ()


class RecordForm(VersionedFormMixin, StaffModelForm):
    """同意の記録: one answer for the chosen items; ``instance`` is the meister."""

    items = forms.MultipleChoiceField(
        label="項目", choices=PublicItem, widget=forms.CheckboxSelectMultiple
    )
    answer = forms.ChoiceField(label="回答", choices=ANSWERS, widget=forms.RadioSelect)
    answered_on = WarekiDateField(label="回答日", max_date=timezone.localdate)
    way = forms.ChoiceField(label="回答方法", choices=WAYS)
    paper = forms.ModelChoiceField(
        label="登録済みの同意書", queryset=None, required=False, empty_label="（なし）"
    )
    upload = AttachmentField(label="新しく添付する同意書", required=False)
    groups = (
        Group("回答", "items", "answer"),
        Group("いつ・どのように", ("answered_on", "way")),
        Group(
            "同意書",
            "paper",
            "upload",
            note="1枚の同意書を、選んだ項目すべてに付けます。電話などで書面がないときは空けておきます。",
        ),
    )

    class Meta:
        model = Meister
        fields = ()

    def __init__(self, *args, instance, **kwargs):
        self.instance = instance
        super().__init__(*args, instance=instance, parts=[AnswersAsRead(self)], **kwargs)
        papers = instance.consent_papers.select_related("attachment")
        self.fields["paper"].queryset = papers
        if not papers:
            del self.fields["paper"]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("paper") and cleaned.get("upload"):
            self.add_error(
                "upload", "登録済みの同意書と新しいファイルは、どちらか1つにしてください。"
            )
        return cleaned

    @property
    def record(self) -> dict:
        """What ``services.consents.record`` writes down."""
        names = ("items", "answer", "answered_on", "way", "paper", "upload")
        return {name: self.cleaned_data.get(name) for name in names}


class WithdrawForm(StaffForm):
    """撤回: some of the items agreed to, or all of them."""

    items = forms.MultipleChoiceField(label="撤回する項目", widget=forms.CheckboxSelectMultiple)
    withdrawn_on = WarekiDateField(label="撤回日", max_date=timezone.localdate)
    way = forms.ChoiceField(label="申出の方法", choices=WAYS)
    upload = AttachmentField(label="撤回書", required=False)
    groups = (
        Group("撤回する項目", "items", note="すべてを撤回するときは、すべてにチェックします。"),
        Group("いつ・どのように", ("withdrawn_on", "way"), "upload"),
    )

    def __init__(self, *args, agreed, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [
            (item.value, item.label) for item in PublicItem if item in agreed
        ]


def _words(answer: str | None, day) -> str:
    label = ConsentState(answer).label if answer else NOTHING
    return f"{label}（{wareki.format_date(day)}）" if day else label
