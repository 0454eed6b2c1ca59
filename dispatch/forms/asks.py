"""Forms of 打診: whom to ask for what, the asking, the answers, the letters."""

from typing import ClassVar

from django import forms
from django.utils import timezone

from aomori_skills.base.conflict import Difference, VersionedFormMixin
from aomori_skills.base.fields import PlainTextField, WarekiDateField
from aomori_skills.base.forms import Group, SearchSelects, StaffForm, StaffModelForm
from dispatch.choices import InstructorRole, Sending
from dispatch.forms.acknowledging import AcknowledgingMixin
from dispatch.models import Ask, Assistant, Session, SkilledWorker
from dispatch.rules import asks as rules
from meisters.forms.fields import MeisterField

MOVED = "打診した後に変わった指導日があります。変わった後の内容で承諾を得てください。"
ONE_PERSON = "マイスターか熟練技能者のうち1人、または補助員を選択してください。"


class SessionsField(forms.ModelMultipleChoiceField):
    """Days of one request, each with a box to tick."""

    def __init__(self, label: str = "打診する指導日", **kwargs):
        super().__init__(
            Session.objects.none(), label=label, widget=forms.CheckboxSelectMultiple, **kwargs
        )

    moved: ClassVar[dict[int, str]] = {}
    """Key of a session → how it lies otherwise than the person was asked."""

    def label_from_instance(self, row) -> str:
        moved = self.moved.get(row.pk)
        return f"{row}　{row.trade}　{row.place}" + (f"（{moved}）" if moved else "")

    def tell_moved(self, asked) -> None:
        self.moved = {one.session_id: one.moved_from for one in asked if one.moved}
        if self.moved:
            self.help_text = MOVED


def days_of(request):
    """The standing sessions of a request, as the boxes name them."""
    rows = request.sessions.standing().select_related("trade")
    return rows.order_by("held_on", "starts_at", "pk")


class AskAddForm(StaffForm):
    """One who instructs, or several helpers, who did not come from the list of candidates."""

    meister = MeisterField(required=False)
    skilled_worker = forms.ModelChoiceField(None, label="熟練技能者", required=False)
    assistant = forms.ModelMultipleChoiceField(
        None,
        label="補助員",
        required=False,
        widget=SearchSelects,
        help_text="何人でも選べます。役割は「補助員」になります。",
    )
    role = forms.ChoiceField(
        label="マイスター・熟練技能者の役割",
        choices=InstructorRole,
        widget=forms.RadioSelect,
        required=False,
    )
    sessions = SessionsField(
        required=False, help_text="選ばないときは、その人の職種の指導日をすべて打診します。"
    )
    groups = (
        Group("打診する人", "meister", "skilled_worker", "assistant", note=ONE_PERSON),
        Group("打診の内容", "role", "sessions"),
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["skilled_worker"].queryset = SkilledWorker.objects.registered(today)
        self.fields["assistant"].queryset = Assistant.objects.registered(today)
        self.fields["sessions"].queryset = days_of(request)

    def clean(self):
        cleaned = super().clean()
        found = [cleaned[name] for name in ("meister", "skilled_worker") if cleaned.get(name)]
        helpers = list(cleaned.get("assistant") or ())
        self.people = found or helpers
        if not {"meister", "skilled_worker", "assistant"} & set(self.errors):
            if len(found) > 1 or bool(found) == bool(helpers):
                self.add_error("meister", ONE_PERSON)
            elif found and not cleaned.get("role"):
                self.add_error("role", "役割を選択してください。")
        return cleaned

    @property
    def asked_role(self) -> str:
        """As what: helpers are asked for nothing but helping."""
        helps = self.cleaned_data.get("assistant")
        return InstructorRole.ASSISTANT if helps else self.cleaned_data["role"]


class AskedDays:
    """The asked sessions as a part of the form that two people may meet in."""

    def __init__(self, form):
        self.form = form

    def stored(self) -> list[int]:
        return sorted(self.form.instance.sessions.values_list("session_id", flat=True))

    def catch_up(self) -> list[Difference]:
        theirs = Session.objects.filter(pk__in=self.stored())
        yours = self.form.cleaned_data.get("days") or ()
        if {one.pk for one in theirs} == {one.pk for one in yours}:
            return []
        return [Difference("打診する指導日", _named(theirs), _named(yours))]


def _named(sessions) -> str:
    return "、".join(str(one) for one in sessions) or "（なし）"


class AskChangeForm(VersionedFormMixin, StaffModelForm):
    """As what and for which days, while nobody was asked."""

    days = SessionsField(required=True)
    groups = (Group("打診の内容", "role", "days"),)

    class Meta:
        model = Ask
        fields = ("role",)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, parts=(AskedDays(self),), **kwargs)
        self.fields["days"].queryset = days_of(self.instance.request)
        self.fields["days"].initial = AskedDays(self).stored()


class AskedForm(StaffForm):
    """打診: when, by which way, until when to answer."""

    asked_on = WarekiDateField(label="打診日", max_date=timezone.localdate)
    way = forms.ChoiceField(label="打診の方法", choices=tuple(rules.WAYS.items()))
    reply_by = WarekiDateField(label="回答期限", required=False)
    groups = (Group("打診", ("asked_on", "way"), "reply_by"),)


class AcceptForm(AcknowledgingMixin, StaffForm):
    """承諾: for which days, and why what speaks against it may be passed over."""

    answered_on = WarekiDateField(label="回答日", max_date=timezone.localdate)
    sessions = SessionsField("承諾した指導日")
    consent_on = WarekiDateField(
        label="派遣承諾書の受領日",
        required=False,
        max_date=timezone.localdate,
        help_text="承諾書がまだのときは空けておきます。",
    )
    note = PlainTextField(label="備考", required=False, max_length=200)
    groups = (Group("回答", "answered_on", "sessions", "consent_on", "note"),)

    def __init__(self, *args, ask, conflicts=(), **kwargs):
        super().__init__(*args, **kwargs)
        asked = list(ask.sessions.select_related("session__municipality", "municipality"))
        keys = [one.session_id for one in asked]
        self.fields["sessions"].queryset = days_of(ask.request).filter(pk__in=keys)
        self.fields["sessions"].tell_moved(asked)
        self.offer(conflicts)


class DeclineForm(StaffForm):
    """辞退: when, and why."""

    answered_on = WarekiDateField(label="回答日", max_date=timezone.localdate)
    reason = PlainTextField(label="辞退の理由", max_length=190)


class WithdrawForm(StaffForm):
    reason = PlainTextField(label="取りやめる理由", max_length=180)


class ConsentForm(StaffForm):
    """派遣承諾書: the day it came."""

    on = WarekiDateField(
        label="受領日",
        required=False,
        max_date=timezone.localdate,
        help_text="間違えて入力したときは、空けて保存すると未受領に戻ります。",
    )


class AskLettersForm(StaffForm):
    """Who gets a letter, when it is dated, and until when to answer."""

    asks = forms.ModelMultipleChoiceField(
        Ask.objects.none(), label="依頼状を作る人", widget=forms.CheckboxSelectMultiple
    )
    dated_on = WarekiDateField(label="文書の日付", help_text="発行のときに改められます。")
    reply_by = WarekiDateField(label="回答期限", required=False)
    sending = forms.ChoiceField(label="送り方", choices=Sending, widget=forms.RadioSelect)
    groups = (Group("依頼状", "asks", ("dated_on", "reply_by"), "sending"),)

    def __init__(self, *args, rows, **kwargs):
        super().__init__(*args, **kwargs)
        names = {
            row.pk: f"{row.person.name}（{row.get_role_display()}、{row.get_state_display()}）"
            for row in rows
        }
        field = self.fields["asks"]
        field.queryset = Ask.objects.filter(pk__in=names)
        field.label_from_instance = lambda row: names[row.pk]
