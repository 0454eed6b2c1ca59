"""What the manager writes when deciding."""

from django import forms

from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms import StaffForm
from meisters.models import CertificationApplication, RuleOverride


class ApproveForm(StaffForm):
    """承認: the head's judgement in words, and a comment if there is something to say."""

    head_judgement = PlainTextField(
        label="コーナー長の判断",
        max_length=CertificationApplication._meta.get_field("head_judgement").max_length,
        widget=forms.Textarea,
        help_text="技能と指導力についての判断を書きます。要件確認の記録に残ります。",
    )
    comment = PlainTextField(
        label="承認のコメント", required=False, max_length=1000, widget=forms.Textarea
    )


class SendBackForm(StaffForm):
    """差戻し: what to mend."""

    comment = PlainTextField(
        label="差戻しの理由",
        max_length=1000,
        widget=forms.Textarea,
        help_text="どこをどう直すかを書きます。担当者の画面に表示されます。",
    )


class ExceptionForm(StaffForm):
    """例外: why one rule may pass for this application."""

    rule = forms.CharField(widget=forms.HiddenInput)
    reason = PlainTextField(
        label="例外を認める理由",
        max_length=RuleOverride._meta.get_field("reason").max_length,
        widget=forms.Textarea,
    )
