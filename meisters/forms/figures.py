"""The form of 1章の実績: what the chart shows."""

from django import forms

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
