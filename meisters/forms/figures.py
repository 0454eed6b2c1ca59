"""Forms of 1章の実績: what the chart shows, and the reasons for closing and opening a year."""

from django import forms

from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms import StaffForm
from meisters.figures import ACTIVE, INDICATORS, Indicator


class ItemForm(forms.Form):
    """Which numbers are drawn."""

    CHOICES = {one.name: one for one in (*INDICATORS, ACTIVE)}

    item = forms.ChoiceField(
        label="グラフにする項目",
        required=False,
        choices=[(name, one.label) for name, one in CHOICES.items()],
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    @property
    def indicator(self) -> Indicator:
        chosen = self.cleaned_data.get("item") if self.is_valid() else ""
        return self.CHOICES[chosen or INDICATORS[0].name]


class CloseForm(StaffForm):
    reason = PlainTextField(label="備考", required=False, max_length=200)


class ReopenForm(StaffForm):
    reason = PlainTextField(label="締めを取り消す理由", max_length=200)
