"""The forms of 決定通知: to whom, dated when, how."""

from django import forms

from aomori_skills.base.fields import PlainTextField, WarekiDateField
from aomori_skills.base.forms import Group, StaffForm
from dispatch.choices import Sending
from dispatch.models import DispatchRequest


class _HowForm(StaffForm):
    dated_on = WarekiDateField(label="文書の日付", help_text="発行のときに改められます。")
    sending = forms.ChoiceField(label="送り方", choices=Sending.choices, widget=forms.RadioSelect)


class NoticesForm(_HowForm):
    """Of one request: ``offers`` that have no notice yet can be ticked."""

    to = forms.MultipleChoiceField(
        label="宛先",
        widget=forms.CheckboxSelectMultiple,
    )
    reason = PlainTextField(
        label="お知らせに書く理由",
        max_length=200,
        help_text="変更決定通知で相手に届く文です。"
        "計画を変更したときに入力した理由を入れていますので、相手に読まれてよい文に直してください。",
    )
    title = "決定通知"

    def __init__(self, *args, offers, **kwargs):
        super().__init__(*args, **kwargs)
        if not any(one.gives_reason for one in offers if not one.notice):
            del self.fields["reason"]
        names = ("to", "reason", "dated_on", "sending")
        self.groups = (Group(self.title, *(one for one in names if one in self.fields)),)
        self.fields["to"].choices = [
            (one.key, f"{one.name}（{one.word}{'' if one.due else f'・{one.no_need}'}）")
            for one in offers
            if not one.notice
        ]


class CancelNoticesForm(NoticesForm):
    """Of one cancelled request, with the reason as the office puts it."""

    reason = PlainTextField(
        label="お知らせに書く理由",
        max_length=200,
        help_text="相手に届く文です。取り消したときに入力した理由は、お知らせには書かれません。",
    )
    title = "取りやめのお知らせ"


class _Decided(forms.ModelMultipleChoiceField):
    def label_from_instance(self, row) -> str:
        return f"{row.number}　{row}"


class NoticeBatchForm(_HowForm):
    """Of several requests: the client and everybody whom the decision or cancellation concerns."""

    requests = _Decided(
        DispatchRequest.objects.none(),
        label="派遣依頼",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, rows, title, **kwargs):
        self.groups = (Group(title, "requests", "dated_on", "sending"),)
        super().__init__(*args, **kwargs)
        self.fields["requests"].queryset = rows
