"""Rows of a table typed in one go: valid together, refused together, nothing typed is lost."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256

from django import forms

from aomori_skills.base.conflict import Difference, text_of
from aomori_skills.base.forms import StaffForm
from meisters.forms.keys import keys_of

AS_READ = "-as_read"
CONFLICT = (
    "入力中に、ほかの職員がこの行を保存しました。「食い違い」を確認し、"
    "この画面の内容でよければもう一度保存してください。"
)


class GridRow(StaffForm):
    """One record of a grid; ``row`` must be the record as it is now, locked on POST.

    It carries what it read: a row that was not typed into is left alone, and one that somebody
    else saved meanwhile is shown with both texts before it is saved over.
    """

    names: tuple[str, ...]
    as_read = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, row, head):
        self.row, self.head = row, head
        self.stored = {name: getattr(row, name) for name in self.names}
        self.differences: list[Difference] = []
        initial = {**self.stored, "as_read": digest(self.stored)}
        super().__init__(data, prefix=str(row.pk), initial=initial)
        for name in self.names:
            attrs = self.fields[name].widget.attrs
            attrs.pop("data-max-length", None)
            attrs["aria-label"] = f"{row}さんの{self.fields[name].label}"

    @property
    def cells(self):
        return [self[name] for name in self.names]

    @property
    def typed(self) -> dict:
        return {name: self.cleaned_data.get(name) for name in self.names}

    @property
    def is_touched(self) -> bool:
        """Whether somebody typed into it something else than what is stored."""
        typed = digest(self.typed)
        return typed != self.cleaned_data.get("as_read") and typed != digest(self.stored)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and self.is_touched:
            self.check()
            if not self.errors and cleaned.get("as_read") != digest(self.stored):
                self._conflict()
        return cleaned

    @property
    def linked_errors(self) -> list[tuple[str, str]]:
        """As of every form, each naming its row."""
        return [(target, f"{self.row}：{message}") for target, message in super().linked_errors]

    def check(self) -> None:
        """What must hold among the cells of a row that was typed into."""

    def _conflict(self) -> None:
        self.differences = [
            Difference(f"{self.row}　{field.label}", theirs, yours)
            for name in self.names
            for field in [self.fields[name]]
            for theirs, yours in [
                (text_of(field, self.stored[name]), text_of(field, self.cleaned_data[name]))
            ]
            if theirs != yours
        ]
        self.data = self.data.copy()
        self.data[self.add_prefix("as_read")] = digest(self.stored)
        self.add_error(None, f"{self.row}：{CONFLICT}")


class RowGrid:
    """The rows of one table, and above them a ``head``: the form of what many rows have in common.

    A row's form gets the head to ask it for what was left open.
    """

    def __init__(self, row_form: type[GridRow], rows: Iterable, head: StaffForm, data=None):
        self.head = head
        self.forms = [row_form(data, row=row, head=head) for row in rows]
        self.is_bound = data is not None

    def __iter__(self):
        return iter(self.forms)

    def is_valid(self) -> bool:
        return all([self.head.is_valid(), *(form.is_valid() for form in self.forms)])

    @property
    def touched(self) -> list[GridRow]:
        return [form for form in self.forms if form.is_touched]

    @property
    def differences(self) -> list[Difference]:
        return [one for form in self.forms for one in form.differences]

    def non_form_errors(self) -> list[str]:
        return []


def keys_sent(data: Mapping) -> list[int]:
    """The records whose rows were on the page."""
    found = (name.removesuffix(AS_READ) for name in data if name.endswith(AS_READ))
    return keys_of(found)


def digest(values: Mapping) -> str:
    """A sum of values as they are stored, the same for empty texts and None."""
    plain = [
        value.isoformat() if isinstance(value, date) else value or "" for value in values.values()
    ]
    return sha256(repr(plain).encode()).hexdigest()[:12]
