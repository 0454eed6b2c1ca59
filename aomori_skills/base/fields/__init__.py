"""Form fields that take what an office types and refuse in sentences that say what to do.

``Meta.formfield_callback = fields.formfield`` gives a ModelForm these fields throughout;
``speak_plainly(self.fields)`` gives Django's own fields of any other form the same sentences.
"""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from aomori_skills.base.fields.dates import WarekiDateField, WarekiDateInput
from aomori_skills.base.fields.numbers import DecimalNumberField, WholeNumberField
from aomori_skills.base.fields.sentences import name
from aomori_skills.base.fields.text import (
    JapanesePhoneField,
    KanaField,
    PlainTextField,
    PostcodeField,
    clean_text,
)

__all__ = [
    "DecimalNumberField",
    "JapanesePhoneField",
    "KanaField",
    "PlainTextField",
    "PostcodeField",
    "WarekiDateField",
    "WarekiDateInput",
    "WholeNumberField",
    "clean_text",
    "formfield",
    "speak_plainly",
]

_FIELDS = {
    models.CharField: PlainTextField,
    models.TextField: PlainTextField,
    models.DateField: WarekiDateField,
    models.IntegerField: WholeNumberField,
    models.PositiveIntegerField: WholeNumberField,
    models.PositiveSmallIntegerField: WholeNumberField,
    models.SmallIntegerField: WholeNumberField,
    models.BigIntegerField: WholeNumberField,
    models.PositiveBigIntegerField: WholeNumberField,
    models.DecimalField: DecimalNumberField,
}


def formfield(db_field: models.Field, **kwargs) -> forms.Field | None:
    """The form field of a model field: ``Meta.formfield_callback`` of every ModelForm."""
    own = _FIELDS.get(type(db_field))
    if own and "form_class" not in kwargs:
        kwargs["form_class"] = own
    if own in (WholeNumberField, DecimalNumberField):
        kwargs = _limits(db_field) | kwargs
    field = db_field.formfield(**kwargs)
    if field is not None:
        speak_plainly({db_field.name: field})
    return field


def _limits(db_field) -> dict[str, object]:
    """The narrowest limits among the validators of a number, so that the field names them."""
    limits = {"min_value": (MinValueValidator, max), "max_value": (MaxValueValidator, min)}
    found = {
        name: (choose, [v.limit_value for v in db_field.validators if type(v) is kind])
        for name, (kind, choose) in limits.items()
    }
    return {name: choose(values) for name, (choose, values) in found.items() if values}


def speak_plainly(form_fields: dict[str, forms.Field]) -> None:
    """Give Django's own fields among ``form_fields`` sentences that say what to do."""
    for field in form_fields.values():
        chosen = isinstance(field, forms.ChoiceField | forms.ModelChoiceField | forms.FileField)
        verb = "選択" if chosen else "入力"
        field.error_messages["required"] = f"{name(field)}を{verb}してください。"
        if isinstance(field, forms.BooleanField):
            field.error_messages["required"] = f"「{name(field)}」を確認してチェックしてください。"
        if chosen and not isinstance(field, forms.FileField):
            field.error_messages["invalid_choice"] = f"{name(field)}は一覧から選択してください。"
