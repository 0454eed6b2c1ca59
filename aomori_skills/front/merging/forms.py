"""The form of a merger: which of two texts holds, why, and for two birth dates the name typed."""

from django import forms

from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms import Group, StaffForm, style
from aomori_skills.base.forms.messages import speak_japanese
from aomori_skills.base.kana import fold
from aomori_skills.base.merging import Choice
from aomori_skills.base.merging.content import BOTH, KEPT, LOST

FIELD = "take_"


class MergeForm(StaffForm):
    """Asks for each field that both records have otherwise."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    reason = PlainTextField(
        label="統合する理由",
        max_length=200,
        help_text="例：電話番号の変更後に、同じ会社がもう一度登録されていたため。",
    )

    def __init__(self, *args, choices: list[Choice], fingerprint: str, typed_name="", **kwargs):
        super().__init__(*args, initial={"seen": fingerprint}, **kwargs)
        self.fingerprint, self.typed_name = fingerprint, typed_name
        added = {FIELD + choice.name: _field(choice) for choice in choices if choice.is_open}
        if typed_name:
            added["typed_name"] = _name_field(typed_name)
        speak_japanese(added)
        for field in added.values():
            style(field)
        self.fields |= added
        self.groups = (
            Group(
                "どちらの内容を残すか",
                *(name for name in added if name.startswith(FIELD)),
                note="両方の記録に違う内容が入っている項目です。",
            ),
            Group("確認", "typed_name", "reason"),
        )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("seen") != self.fingerprint:
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = self.fingerprint
            raise forms.ValidationError(
                "確認している間に記録が変わりました。内容をもう一度確認してから統合してください。"
            )
        return cleaned

    def clean_typed_name(self):
        typed = self.cleaned_data["typed_name"]
        if fold(typed) != fold(self.typed_name):
            raise forms.ValidationError(
                f"残す記録の氏名「{self.typed_name}」を、そのとおりに入力してください。"
            )
        return typed

    @property
    def chosen(self) -> dict[str, str]:
        """Field → which text to keep."""
        return {
            name.removeprefix(FIELD): value
            for name, value in self.cleaned_data.items()
            if name.startswith(FIELD)
        }


def _field(choice: Choice) -> forms.ChoiceField:
    options = [(KEPT, f"残す記録：{choice.kept}"), (LOST, f"統合する記録：{choice.lost}")]
    if choice.is_joinable:
        options.append((BOTH, "両方をつなげて残す"))
    return forms.ChoiceField(
        label=choice.label, choices=options, initial=choice.default, widget=forms.RadioSelect
    )


def _name_field(name: str) -> PlainTextField:
    return PlainTextField(
        label="残す記録の氏名",
        max_length=70,
        help_text="生年月日が違います。同じ人であることを本人や書類で確かめてから、"
        f"「{name}」と入力してください。",
    )
