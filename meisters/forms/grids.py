"""Rows of a table typed in one go: valid together, refused together, nothing typed is lost."""

from collections.abc import Iterable, Mapping

from django import forms

from aomori_skills.base.conflict import Difference, text_of
from aomori_skills.base.forms import StaffForm
from aomori_skills.base.keys import keys_of
from meisters.rules import grid_cells

AS_READ = "-as_read"
CONFLICT = (
    "入力中に、ほかの職員がこの行を保存しました。「食い違い」を確認し、"
    "この画面の内容でよければもう一度保存してください。"
)


class GridRow(StaffForm):
    """One record of a grid; ``row`` is the record as it is now.

    It carries what it read: a row that was not typed into is left alone, and one that somebody
    else saved meanwhile is shown with both texts before it is saved over. Whoever writes has the
    row locked, here or in the service, which then hands a conflict back to ``RowGrid.show``.
    """

    names: tuple[str, ...]
    as_read = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data=None, *, row, head=None):
        self.row, self.head = row, head
        self.stored = grid_cells.cells_of(row, self.names)
        self.differences: list[Difference] = []
        initial = {**self.first(), "as_read": grid_cells.digest(self.stored)}
        super().__init__(data, prefix=str(row.pk), initial=initial)
        for field in self.cells:
            field.field.widget.attrs.pop("data-max-length", None)
            field.field.widget.attrs["aria-label"] = f"{row}さんの{field.label}"

    def first(self) -> dict:
        """What the empty page shows, defaults included."""
        return dict(self.stored)

    def written(self) -> dict:
        """The cells as they would be written."""
        return {name: self.cleaned_data.get(name) for name in self.names}

    @property
    def cells(self) -> list:
        return [self[name] for name in self.fields if name != "as_read"]

    @property
    def typed(self) -> grid_cells.Typed:
        return grid_cells.Typed(self.row.pk, self.cleaned_data.get("as_read"), self.written())

    @property
    def merged(self) -> grid_cells.Merged:
        return grid_cells.merge({self.row.pk: self.stored}, [self.typed])

    @property
    def is_touched(self) -> bool:
        """Whether somebody typed into it something else than what is stored."""
        merged = self.merged
        return bool(merged.changes or merged.conflicts)

    def clean(self):
        cleaned = super().clean()
        if not self.errors and self.is_touched:
            self.check()
            if not self.errors and self.merged.conflicts:
                self.show_conflict(self.stored)
        return cleaned

    @property
    def linked_errors(self) -> list[tuple[str, str]]:
        """As of every form, each naming its row."""
        return [(target, f"{self.row}：{message}") for target, message in super().linked_errors]

    def check(self) -> None:
        """What must hold among the cells of a row that was typed into."""

    def show_conflict(self, theirs: Mapping) -> None:
        """Both texts are on the page now, so the next saving counts."""
        mine = self.written()
        self.differences = [
            Difference(f"{self.row}　{self.fields[name].label}", *texts)
            for name in self.names
            if len(set(texts := self._texts(name, theirs[name], mine[name]))) > 1
        ]
        self.data = self.data.copy()
        self.data[self.add_prefix("as_read")] = grid_cells.digest(theirs)
        self.add_error(None, f"{self.row}：{CONFLICT}")

    def _texts(self, name: str, *values) -> tuple[str, ...]:
        return tuple(text_of(self.fields[name], value) for value in values)


class RowGrid:
    """The rows of one table, and above them a ``head``: the form of what many rows have in common.

    A row's form gets the head to ask it for what was left open.
    """

    def __init__(self, row_form: type[GridRow], rows: Iterable, head=None, data=None):
        self.head = head
        self.forms = [row_form(data, row=row, head=head) for row in rows]
        self.is_bound = data is not None

    def __iter__(self):
        return iter(self.forms)

    def is_valid(self) -> bool:
        above = [self.head] if self.head else []
        return all([form.is_valid() for form in (*above, *self.forms)])

    @property
    def touched(self) -> list[GridRow]:
        return [form for form in self.forms if form.is_touched]

    @property
    def typed(self) -> list[grid_cells.Typed]:
        return [form.typed for form in self.forms]

    def show(self, refused) -> None:
        """Put beside their cells what the service refused: ``errors`` and ``conflicts`` by row."""
        for form in self.forms:
            for name, sentence in refused.errors.get(form.row.pk, {}).items():
                form.add_error(name, sentence)
            if theirs := refused.conflicts.get(form.row.pk):
                form.show_conflict(theirs)

    @property
    def differences(self) -> list[Difference]:
        return [one for form in self.forms for one in form.differences]

    def non_form_errors(self) -> list[str]:
        return []


def keys_sent(data: Mapping) -> list[int]:
    """The records whose rows were on the page."""
    found = (name.removesuffix(AS_READ) for name in data if name.endswith(AS_READ))
    return keys_of(found)
