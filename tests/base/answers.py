"""What a field answers."""

from django import forms


def answer(field, text):
    """The cleaned value, or the sentences of the refusal."""
    try:
        return field.clean(text)
    except forms.ValidationError as error:
        return error.messages
