"""``StaffForm`` and ``StaffModelForm``: the bases of every form of the office."""

from django import forms
from django.core.validators import MinLengthValidator

from aomori_skills.base import fields
from aomori_skills.base.forms.layout import Group, helper
from aomori_skills.base.forms.messages import limit_texts, speak_japanese
from aomori_skills.base.forms.widgets import name_empty_choice, style


class _OfficeForm:
    """Layout by ``groups``, sentences that say what to do, the classes of the house's CSS."""

    groups: tuple[Group, ...] = ()
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        speak_japanese(self.fields)
        limit_texts(self.fields)
        for field in self.fields.values():
            style(field)
            name_empty_choice(field)

    @property
    def helper(self):
        return helper(self, self.groups)

    @property
    def linked_errors(self) -> list[tuple[str, str]]:
        """(id of the field's input, message) for the summary on top; fields in their order."""
        return [
            (bound.id_for_label or f"div_{bound.auto_id}", message)
            for bound in self
            for message in bound.errors
        ]

    def count(self, name: str, *, limit: int | None, least: int | None = None) -> None:
        """Show a live character counter; ``limit`` None says that no limit is set yet."""
        field = self.fields[name]
        field.widget.attrs["data-counter"] = ""
        field.widget.attrs.pop("data-max-length", None)
        if limit is not None:
            field.max_length = limit
            field.widget.attrs["data-max-length"] = limit
        if least is not None:
            field.widget.attrs["data-min-length"] = least
            field.validators.append(MinLengthValidator(least))


class StaffForm(_OfficeForm, forms.Form):
    """A form without a model; take its fields from ``base.fields``."""


class StaffModelForm(_OfficeForm, forms.ModelForm):
    """A form of one row; for rows that two people may edit, put VersionedFormMixin before it."""

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        meta = getattr(cls, "Meta", None)
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(fields.formfield)
