"""How a field refuses: with its own name and what to do."""

from django import forms
from django.core.exceptions import ValidationError


def name(field: forms.Field) -> str:
    """What the page calls the field."""
    return str(field.label or "この項目")


def refuse(field: forms.Field, sentence: str, code: str = "invalid"):
    """Raise ``sentence``, which goes on after the name of the field."""
    raise ValidationError(f"{name(field)}{sentence}", code=code)


def without(validators: list, *kinds: type) -> list:
    """Validators whose sentences are Django's; the field gives its own."""
    return [validator for validator in validators if type(validator) not in kinds]


class Required:
    """Says 「氏名を入力してください。」 where Django says 「このフィールドは必須です。」."""

    def validate(self, value):
        if self.required and value in self.empty_values:
            refuse(self, "を入力してください。", "required")
        super().validate(value)
