"""The form of 決定通知: to whom, dated when, how."""

from django import forms

from aomori_skills.base.fields import WarekiDateField
from aomori_skills.base.forms import Group, StaffForm
from dispatch.rules.decisions import Sending


class NoticesForm(StaffForm):
    """``offers`` that have no notice yet can be ticked."""

    to = forms.MultipleChoiceField(
        label="宛先",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "通知する宛先を選んでください。"},
    )
    dated_on = WarekiDateField(label="文書の日付", help_text="発行のときに改められます。")
    sending = forms.ChoiceField(label="送り方", choices=Sending.choices, widget=forms.RadioSelect)
    groups = (Group("決定通知", "to", "dated_on", "sending"),)

    def __init__(self, *args, offers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [
            (one.key, f"{one.name}（{one.word}{'' if one.due else '・変更なし'}）")
            for one in offers
            if not one.notice
        ]
