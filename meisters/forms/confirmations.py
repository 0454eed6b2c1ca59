"""Forms of the yearly confirmation: the round, the letters, the answers, the calls."""

from django import forms
from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import PlainTextField, WarekiDateField
from aomori_skills.base.forms import Group, StaffForm, StaffModelForm
from meisters.choices import StillActive, Way
from meisters.forms.fields import OwnerField
from meisters.forms.grids import GridRow
from meisters.models import Confirmation, ConfirmationCall, ConfirmationRound
from meisters.rules.confirmations import Asking

BY_DIGIT = [(answer.value, f"{place} {answer.label}") for place, answer in enumerate(StillActive)]
"""Answers behind a digit, by which a keyboard chooses them."""

LETTERS = [(way, way.label) for way in (Asking.EACH, Asking.LETTERS)]


class LettersForm(StaffForm):
    """When and how those who are asked get their letters."""

    dated_on = WarekiDateField(label="文書の日付", help_text="発行のときに改められます。")
    channel = forms.ChoiceField(label="送り方", choices=LETTERS, widget=forms.RadioSelect)


class AddForm(LettersForm):
    """For those who come into the round later."""

    channel = forms.ChoiceField(label="送り方", choices=Asking.choices, widget=forms.RadioSelect)


class OpenForm(StaffModelForm):
    """A new round, with the first letters."""

    reply_by = WarekiDateField(label="回答期限", min_date=timezone.localdate)
    owner = OwnerField()
    channel = forms.ChoiceField(label="送り方", choices=Asking.choices, widget=forms.RadioSelect)
    groups = (Group("確認", "fiscal_year", ("opened_on", "reply_by"), "channel", "owner", "note"),)

    class Meta:
        model = ConfirmationRound
        fields = ("fiscal_year", "opened_on", "reply_by", "owner", "note")
        help_texts = {
            "fiscal_year": "西暦で入力します。例：2026（令和8年度）",
            "opened_on": "文書の日付になります。",
        }


class RoundForm(VersionedFormMixin, StaffModelForm):
    """What of a round can be changed later."""

    owner = OwnerField()
    groups = (Group("確認", "reply_by", "owner", "note"),)

    class Meta:
        model = ConfirmationRound
        fields = ("reply_by", "owner", "note")


class AnswerRow(GridRow):
    """One person's answer; day and way that are left open are those above the grid."""

    names = ("answer", "answered_on", "answered_way", "note")
    answer = forms.ChoiceField(label="回答", choices=BY_DIGIT)
    answered_on = WarekiDateField(label="回答日", required=False, max_date=timezone.localdate)
    answered_way = forms.ChoiceField(
        label="回答方法", required=False, choices=[("", "－"), *Way.choices]
    )
    note = PlainTextField(
        label="備考", required=False, max_length=Confirmation._meta.get_field("note").max_length
    )

    @property
    def about(self) -> str:
        return self.row.meister.number

    def clean(self):
        cleaned = self.cleaned_data
        if cleaned.get("answer") == StillActive.PENDING:
            cleaned["answered_on"], cleaned["answered_way"] = None, ""
        elif cleaned.get("answer"):
            common = getattr(self.head, "cleaned_data", {})
            for name in ("answered_on", "answered_way"):
                if name in cleaned:
                    cleaned[name] = cleaned[name] or common.get(name)
        return super().clean()

    def check(self):
        typed = self.written()
        if typed["answer"] == StillActive.PENDING:
            return
        if not typed["answered_on"]:
            self.add_error("answered_on", "回答日を入力してください。")
        elif typed["answered_on"] < self.row.round.opened_on:
            self.add_error("answered_on", "回答日は、確認の開始日以後の日付を入力してください。")
        if not typed["answered_way"]:
            self.add_error("answered_way", "回答方法を選択してください。")


class CommonForm(StaffForm):
    """Day and way of the answers that came together."""

    answered_on = WarekiDateField(label="回答日", required=False, max_date=timezone.localdate)
    answered_way = forms.ChoiceField(
        label="回答方法", required=False, choices=[("", "－"), *Way.choices]
    )


class CallForm(VersionedFormMixin, StaffModelForm):
    """A try to reach somebody."""

    called_on = WarekiDateField(label="連絡日", max_date=timezone.localdate)
    groups = (Group("連絡", ("called_on", "way"), "note"),)

    class Meta:
        model = ConfirmationCall
        fields = ("called_on", "way", "note")
        help_texts = {"note": "例：不在。家族に伝言。来週あらためて電話する。"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["way"].required = True  # only what goes by a message has none of its own
