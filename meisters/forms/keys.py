"""A hidden field that carries which records a page has promised to act on."""

from django import forms

from aomori_skills.base.keys import is_key

MANY = 20_000


class KeysField(forms.CharField):
    """Keys with commas between them, as a list; one field, however many they are."""

    widget = forms.HiddenInput
    default_error_messages = {
        "required": "対象者を選択してください。",
        "invalid": "対象者の情報が正しく届きませんでした。一覧から選び直してください。",
    }

    def prepare_value(self, value):
        return value if isinstance(value, str) else ",".join(map(str, value or ()))

    def to_python(self, value):
        text = super().to_python(value)
        keys = text.split(",") if text else []
        if len(keys) > MANY or not all(map(is_key, keys)):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return list(dict.fromkeys(map(int, keys)))

    def has_changed(self, initial, data):
        return True
