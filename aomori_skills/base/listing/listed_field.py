"""A choice among rows that the page lists anyway."""

from functools import cached_property

from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django_filters import fields


class ListedRows(ModelChoiceIterator):
    """The options from the rows that the field read."""

    def __iter__(self):
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        if self.field.null_label is not None:
            yield self.field.null_value, self.field.null_label
        yield from map(self.choice, self.field.rows)


class ListedField(fields.ModelChoiceField):
    """Reads its rows once: what was chosen is looked up among the options."""

    iterator = ListedRows

    @cached_property
    def rows(self) -> list:
        return list(self.queryset)

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if self.null_label is not None and value == self.null_value:
            return value
        for row in self.rows:
            if str(row.pk) == str(getattr(value, "pk", value)):
                return row
        raise ValidationError(
            self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value}
        )
