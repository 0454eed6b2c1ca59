"""Two people, one form: the second saver sees both texts and loses nothing."""

from dataclasses import dataclass

from django import forms
from django.db import models


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
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.differences: list[Difference] = []
        self._stored = self._texts_of_instance()
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=self.instance.version, required=False
        )

    def clean(self):
        cleaned = super().clean()
        read = self.cleaned_data.get("version")
        if self.instance.pk and read != self.instance.version:
            self.differences = self._compare()
            self.data = self.data.copy()
            self.data[self.add_prefix("version")] = self.instance.version
            raise forms.ValidationError(
                "入力中に、ほかの職員がこの記録を保存しました。"
                "下の「食い違い」を確認し、この画面の内容でよければもう一度保存してください。",
                code="conflict",
            )
        return cleaned

    def _texts_of_instance(self) -> dict[str, str]:
        stored = forms.model_to_dict(self.instance) if self.instance.pk else {}
        return {name: self._text(name, stored.get(name)) for name in self.fields}

    def _compare(self) -> list[Difference]:
        pairs = (
            (self.fields[name], self._stored[name], self._text(name, self.cleaned_data.get(name)))
            for name in self._stored
            if name != "version"
        )
        return [
            Difference(str(field.label), theirs or "（空欄）", yours or "（空欄）")
            for field, theirs, yours in pairs
            if theirs != yours
        ]

    def _text(self, name: str, value) -> str:
        if value in (None, "", []):
            return ""
        field = self.fields[name]
        if isinstance(field, forms.ModelMultipleChoiceField):
            return "、".join(sorted(str(item) for item in value))
        if isinstance(field, forms.ModelChoiceField):
            if not isinstance(value, models.Model):
                value = field.queryset.filter(pk=value).first()
            return str(value or "")
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))
        if isinstance(value, bool):
            return "はい" if value else "いいえ"
        return str(value).replace("\r\n", "\n")
