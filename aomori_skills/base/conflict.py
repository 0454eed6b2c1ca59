"""Two people, one form: the second saver sees both texts and loses nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from django import forms
from django.db import models

from aomori_skills.base import wareki

NOTHING = "（空欄）"


class VersionedModel(models.Model):
    """A row that counts its saves; every edit form carries the number that it read."""

    version = models.PositiveIntegerField("版", default=1, editable=False)

    class Meta:
        abstract = True

    def save_version(self, *, update_fields: tuple[str, ...] | None = None) -> None:
        """Save with the next version number; call it with the row locked."""
        self.version += 1
        if update_fields is None:
            self.save()
        else:
            self.save(update_fields=(*update_fields, "version"))


@dataclass(frozen=True)
class Difference:
    """One field that somebody else saved meanwhile: their text and what was typed here."""

    label: str
    theirs: str
    yours: str


class VersionedFormMixin:
    """For a ModelForm of a VersionedModel: refuses a stale save once, with both texts.

    The instance given to the form must be the row as it is now, locked on POST. After a refusal
    the form is shown with what was typed and the new version number, so a second 保存する saves it.
    Only what this form shows can conflict: it also carries a digest of each field as it was read,
    so that two people at work on different sections of one record don't meet.

    ``parts`` are sets of rows on the same page (``base.forms.RowSet``), which conflict likewise.
    """

    def __init__(self, *args, parts: Iterable = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.parts = tuple(parts)
        self.differences: list[Difference] = []
        names = list(self.fields)
        self._stored = forms.model_to_dict(self.instance, names) if self.instance.pk else {}
        hidden = {"widget": forms.HiddenInput, "required": False}
        self.fields["version"] = forms.IntegerField(initial=self.instance.version, **hidden)
        self.fields["as_read"] = forms.CharField(initial=self._digests(), **hidden)

    def clean(self):
        cleaned = super().clean()
        if self.instance.pk and self.cleaned_data.get("version") != self.instance.version:
            self.differences = self._compare()
            self._carry_on_from_here()
            if self.differences:
                raise forms.ValidationError(
                    "入力中に、ほかの職員がこの記録を保存しました。"
                    "下の「食い違い」を確認し、この画面の内容でよければもう一度保存してください。",
                    code="conflict",
                )
        return cleaned

    def _digests(self) -> str:
        values = [*self._stored.values(), *(part.stored() for part in self.parts)]
        return ".".join(sha256(repr(value).encode()).hexdigest()[:8] for value in values)

    def _compare(self) -> list[Difference]:
        now = self._digests().split(".")
        read = (self.cleaned_data.get("as_read") or "").split(".")
        changed = [True] * len(now) if len(read) != len(now) else map(str.__ne__, now, read)
        subjects = [
            key
            for key, differs in zip([*self._stored, *self.parts], changed, strict=True)
            if differs and (key in self.fields or not isinstance(key, str))
        ]
        found = []
        for subject in subjects:
            found += self._of_field(subject) if isinstance(subject, str) else subject.catch_up()
        return found

    def _of_field(self, name: str) -> list[Difference]:
        field = self.fields[name]
        yours = self.cleaned_data[name] if name in self.cleaned_data else self[name].value()
        theirs, yours = text_of(field, self._stored[name]), text_of(field, yours)
        return [Difference(str(field.label), theirs, yours)] if theirs != yours else []

    def _carry_on_from_here(self) -> None:
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = self.instance.version
        self.data[self.add_prefix("as_read")] = self._digests()


def text_of(field: forms.Field, value) -> str:
    """A value of a form field as people read it."""
    if value in (None, "", []):
        return NOTHING
    if isinstance(field, forms.ModelMultipleChoiceField):
        return "、".join(sorted(str(item) for item in value))
    if isinstance(field, forms.ModelChoiceField):
        if not isinstance(value, models.Model):
            value = field.queryset.model._default_manager.filter(pk=value).first()
        return str(value or NOTHING)
    if isinstance(field, forms.MultipleChoiceField):
        return "、".join(str(dict(field.choices).get(item, item)) for item in value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, date):
        return wareki.format_date(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value).replace("\r\n", "\n")
