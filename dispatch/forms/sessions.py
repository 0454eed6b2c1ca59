"""Forms of 指導日: when and where, copied to more days, cancelled."""

from django import forms
from django.contrib.auth import get_user_model

from aomori_skills.base import fiscal_year
from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import PlainTextField, WarekiDateField
from aomori_skills.base.forms import Group, StaffForm, StaffModelForm
from aomori_skills.office.forms.open_days import OpenDaysMixin
from aomori_skills.office.models import Operation
from dispatch.choices import Side
from dispatch.forms.acknowledging import AcknowledgingMixin
from dispatch.models import Session
from dispatch.rules.occasions import length_of
from dispatch.rules.sessions import FIELDS, outside_sentence
from meisters.forms.fields import TradeField, owners
from meisters.forms.trade_choices import OperationSelect, TradeChoices
from meisters.forms.visits import HourField


class SessionForm(AcknowledgingMixin, OpenDaysMixin, VersionedFormMixin, StaffModelForm):
    """One dated time range at one place."""

    open_days = ("held_on",)
    asks_past = True
    trade = TradeField("職種")
    operation = forms.ModelChoiceField(
        Operation.objects.select_related("trade"),
        label="作業",
        required=False,
        widget=OperationSelect,
    )
    held_on = WarekiDateField(label="実施日")
    starts_at = HourField("開始時刻", required=True)
    ends_at = HourField("終了時刻", required=True)
    groups = (
        Group("日時", ("held_on", "starts_at", "ends_at", "break_minutes")),
        Group("場所", ("place", "municipality")),
        Group("内容", ("trade", "operation"), "people", "content"),
        Group("コーナーの職員", "attendant"),
    )

    class Meta:
        model = Session
        fields = FIELDS
        help_texts = {
            "break_minutes": "指導の時間に数えない時間です。",
            "people": "分からないときは空けておきます。",
            "municipality": "移動にかかる時間の計算に使います。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        TradeChoices().offer(self)
        chosen = get_user_model().objects.filter(pk=self.instance.attendant_id)
        self.fields["attendant"].queryset = owners() | chosen
        self.fields["break_minutes"].required = False

    def clean_break_minutes(self):
        return self.cleaned_data["break_minutes"] or 0

    def clean(self):
        cleaned = super().clean()
        self._check_times(cleaned)
        year, day = self.instance.request.fiscal_year, cleaned.get("held_on")
        if day and fiscal_year.of(day) != year:
            self.add_error("held_on", outside_sentence(day, year))
        operation, trade = cleaned.get("operation"), cleaned.get("trade")
        if operation and trade and operation.trade_id != trade.pk:
            self.add_error("operation", f"作業は、{trade}の作業から選択してください。")
        return cleaned

    def _check_times(self, cleaned) -> None:
        starts, ends = cleaned.get("starts_at"), cleaned.get("ends_at")
        if not (starts and ends):
            return
        if ends <= starts:
            self.add_error("ends_at", "終了時刻は開始時刻より後の時刻を入力してください。")
        elif cleaned.get("break_minutes", 0) >= length_of(Session(starts_at=starts, ends_at=ends)):
            self.add_error("break_minutes", "休憩は、指導日の時間より短くしてください。")


class SessionCancelForm(StaffForm):
    """中止: whose doing it was, and why."""

    side = forms.ChoiceField(label="中止の事由", choices=(("", ""), *Side.choices))
    reason = PlainTextField(label="理由", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class ReviveForm(AcknowledgingMixin, StaffForm):
    """Nothing is asked but the reasons for what stands against the people's day."""
