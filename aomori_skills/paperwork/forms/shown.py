"""A hidden field that carries which messages a page shows, each with its version."""

from django import forms

from aomori_skills.base.keys import is_key

MANY = 20_000


class ShownField(forms.CharField):
    """Keys and versions (12:3,15:1) as a dict; one field, however many they are."""

    widget = forms.HiddenInput
    default_error_messages = {
        "invalid": "対象の情報が正しく届きませんでした。画面を開き直してください。",
    }

    def prepare_value(self, value):
        if isinstance(value, str):
            return value
        return ",".join(f"{key}:{version}" for key, version in (value or {}).items())

    def to_python(self, value):
        text = super().to_python(value)
        pairs = [pair.partition(":") for pair in text.split(",")] if text else []
        numbers = [number for key, _, version in pairs for number in (key, version)]
        if len(pairs) > MANY or not all(map(is_key, numbers)):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return {int(key): int(version) for key, _, version in pairs}
