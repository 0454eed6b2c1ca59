"""Rows below a meister as a grid of fixed cells: weekdays by half days."""

from collections.abc import Iterable

from django import forms

from aomori_skills.base.conflict import Difference, text_of
from aomori_skills.base.forms import StaffForm, style
from meisters.choices import HalfDay, Mark
from meisters.models import WeekdayAvailability
from meisters.services import meister_rows


class RegisterGrid(StaffForm):
    """A fixed set of rows as one form; a part of the page for ``VersionedFormMixin``."""

    relation: str

    def __init__(self, data=None, files=None, *, instance):
        self.instance = instance
        self._stored = self.values_of(getattr(instance, self.relation).all())
        super().__init__(data, files, initial=self._stored, prefix=self.relation)
        for name, field in self.cells():
            style(field)
            self.fields[name] = field

    def values_of(self, rows) -> dict:
        """Field name → value, for every cell."""
        raise NotImplementedError

    def cells(self) -> Iterable[tuple[str, forms.Field]]:
        raise NotImplementedError

    def wanted(self) -> list[dict]:
        raise NotImplementedError

    def stored(self) -> list:
        return sorted(self._stored.items())

    def catch_up(self) -> list[Difference]:
        """What others changed in the grid meanwhile."""
        self.is_valid()
        pairs = (
            (field, self._stored[name], self.cleaned_data.get(name, self[name].value()))
            for name, field in self.fields.items()
            if name in self._stored
        )
        return [
            Difference(str(field.label), text_of(field, theirs), text_of(field, yours))
            for field, theirs, yours in pairs
            if (theirs or "") != (yours or "")
        ]

    def save(self) -> None:
        meister_rows.replace(self.instance, self.relation, self.wanted())

    def non_form_errors(self):
        return ()

    @property
    def forms(self):
        return (self,)


class WeekdayGrid(RegisterGrid):
    """曜日ごとの都合: seven days by two halves."""

    relation = "weekdays"
    MARKS = (("", "未確認"), *((mark.value, mark.label) for mark in Mark))

    def values_of(self, rows):
        found = {(row.weekday, row.half): row.mark for row in rows}
        return {_cell(*key): found.get(key, "") for key, _ in self._days()}

    def cells(self):
        for key, label in self._days():
            yield _cell(*key), forms.ChoiceField(label=label, choices=self.MARKS, required=False)

    def wanted(self):
        return [
            {"weekday": weekday, "half": half, "mark": mark}
            for (weekday, half), _ in self._days()
            if (mark := self.cleaned_data[_cell(weekday, half)])
        ]

    def table(self):
        """(曜日, [field of the morning, field of the afternoon]) for the page."""
        for weekday, word in WeekdayAvailability.WEEKDAYS:
            yield word, [self[_cell(weekday, half)] for half in HalfDay]

    def texts(self):
        """(曜日, [word of the morning, word of the afternoon]) for reading."""
        words = dict(self.MARKS)
        for word, fields in self.table():
            yield word, [words[self.initial[field.name]] for field in fields]

    @staticmethod
    def _days():
        for weekday, word in WeekdayAvailability.WEEKDAYS:
            for half in HalfDay:
                yield (weekday, half.value), f"{word}曜{half.label}"


def _cell(weekday: int, half: str) -> str:
    return f"{half}{weekday}"
