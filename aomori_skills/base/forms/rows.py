"""Rows below a record on the same page: added, changed and deleted together with it."""

from datetime import date

from django import forms
from django.forms.models import model_to_dict

from aomori_skills.base.conflict import Difference, text_of
from aomori_skills.base.keys import is_key


class RowSet(forms.BaseFormSet):
    """A formset of rows that belong to one record; subclasses say of what.

    ``relation`` is the reverse relation of the record under which the rows stand.

    Unlike Django's inline formsets it survives two people: rows are known by their key and not by
    their place, a row that somebody else deleted is kept as typed, and ``catch_up`` takes in the
    rows that somebody else added. Rows are given to ``VersionedFormMixin`` as ``parts``.
    """

    form: type[forms.ModelForm]
    relation: str
    row_label = "行"
    add_label = "行を追加する"
    legend = ""
    note = ""

    extra = 1
    can_order = False
    can_delete = True
    can_delete_extra = True
    min_num = 0
    max_num = absolute_max = 200
    validate_min = False
    validate_max = True
    renderer = None
    default_error_messages = {
        "missing_management_form": "入力欄の情報が届きませんでした。画面を開き直してください。",
        "too_many_forms": "行が多すぎます。200行以内にしてください。",
    }

    def __init__(self, data=None, files=None, *, instance, **kwargs):
        self.instance = instance
        self.rows = {row.pk: row for row in self.shown_rows()} if instance.pk else {}
        # Validation writes into the rows, so what the database had is kept apart.
        self._stored = {
            key: {"id": key, **model_to_dict(row, self.names)} for key, row in self.rows.items()
        }
        kwargs.setdefault("prefix", self.relation)
        if data is None:
            kwargs["initial"] = [{} for _ in self.rows]
        super().__init__(data, files, **kwargs)

    def shown_rows(self):
        """The rows on the page; a subclass may leave some of them alone."""
        return getattr(self.instance, self.relation).all()

    def get_form_kwargs(self, index):
        kwargs = super().get_form_kwargs(index)
        if index is not None:
            kwargs["instance"] = self._row(index)
        return kwargs

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["id"] = forms.IntegerField(
            required=False, widget=forms.HiddenInput, initial=form.instance.pk
        )

    @property
    def names(self) -> list[str]:
        """The model's fields that each row shows."""
        return list(self.form._meta.fields)

    def name_of(self, number: int, form) -> str:
        """The row's name in a list of errors; ``number`` counts from 1 as on the page."""
        return f"{self.legend} {number}行目"

    def stored(self) -> list[dict]:
        """The rows as the database has them."""
        return list(self._stored.values())

    def save(self) -> None:
        """Write what was typed; call it with the record locked and the set valid."""
        deleted = self.deleted_forms
        for form in self.forms:
            if form in deleted:
                if form.instance.pk:
                    form.instance.delete()
            elif form.has_changed():
                parent = self.instance._meta.get_field(self.relation).field.name
                setattr(form.instance, parent, self.instance)
                form.save()

    def catch_up(self) -> list[Difference]:
        """What others changed among these rows; rows that they added come on the page too."""
        self.is_valid()
        found = [
            difference
            for number, form in enumerate(self.forms, start=1)
            if self._key(number - 1) is not None and (difference := self._difference(number, form))
        ]
        known = {self._key(index) for index in range(len(self.forms))}
        newer = [key for key in self.rows if key not in known]
        for number, key in enumerate(newer, start=len(self.forms) + 1):
            label = f"{self.legend}　{self.row_label}{number}"
            found.append(
                Difference(label, self._text(self._stored[key]), "（この画面に加えました）")
            )
        self._take_in(newer)
        return found

    def _row(self, index: int):
        if not self.is_bound:
            rows = list(self.rows.values())
            return rows[index] if index < len(rows) else None
        return self.rows.get(self._key(index))

    def _key(self, index: int) -> int | None:
        typed = self.data.get(f"{self.add_prefix(index)}-id") or ""
        return int(typed) if is_key(typed) else None

    def _difference(self, number: int, form) -> Difference | None:
        stored = self._stored.get(self._key(number - 1))
        theirs = self._text(stored) if stored else "（削除されています）"
        if self.can_delete and self._should_delete_form(form):
            yours = "（この行を削除する）" if stored else theirs
        else:
            yours = self._typed_text(form) if form.has_changed() else theirs
        label = f"{self.legend}　{self.row_label}{number}"
        return Difference(label, theirs, yours) if theirs != yours else None

    def _typed_text(self, form) -> str:
        cleaned = getattr(form, "cleaned_data", {})
        return self._text({name: cleaned.get(name, form[name].value()) for name in self.names})

    def _text(self, values: dict) -> str:
        fields = self.empty_form.fields
        return "\n".join(
            f"{fields[name].label}：{text_of(fields[name], values[name])}" for name in self.names
        )

    def _take_in(self, keys) -> None:
        """Put rows behind those on the page, as if they had been typed there unchanged."""
        self.data = self.data.copy()
        for number, key in enumerate(keys, start=len(self.forms)):
            for name, value in self._stored[key].items():
                self.data[f"{self.add_prefix(number)}-{name}"] = _typed(value)
        self.data[f"{self.prefix}-TOTAL_FORMS"] = str(len(self.forms) + len(keys))
        for cached in ("forms", "management_form"):
            self.__dict__.pop(cached, None)
        self._errors = None


def _typed(value) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
