"""公表同意: several items recorded with one paper, or withdrawn."""

from django import forms
from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import WarekiDateField
from aomori_skills.base.forms import Group, StaffForm, StaffModelForm
from aomori_skills.paperwork.forms import AttachmentField
from meisters.choices import Consent, PublicItem, Way
from meisters.models import Meister

WAYS = [("", ""), *Way.choices]
ANSWERS = [(one.value, one.label) for one in (Consent.AGREED, Consent.REFUSED)]


class ConsentsForm(VersionedFormMixin, StaffModelForm):
    """The frame of the grid: knows whether somebody else saved meanwhile."""

    class Meta:
        model = Meister
        fields = ()


class RecordForm(StaffForm):
    """同意の記録: one answer for the chosen items."""

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

    def __init__(self, *args, meister, **kwargs):
        super().__init__(*args, **kwargs)
        papers = meister.consent_papers.select_related("attachment")
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
