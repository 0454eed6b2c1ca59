"""Rows below a meister as grids of fixed cells: weekdays by half days, consents by item."""

from collections.abc import Iterable

from django import forms
from django.utils import timezone

from aomori_skills.base.conflict import Difference, text_of
from aomori_skills.base.fields import WarekiDateField
from aomori_skills.base.forms import StaffForm, style
from meisters.choices import Consent, HalfDay, Mark, PublicItem
from meisters.models import WeekdayAvailability
from meisters.services import meister_rows


class RegisterGrid(StaffForm):
    """A fixed set of rows as one form; a part of the page for ``VersionedFormMixin``."""

    relation: str

    def __init__(self, data=None, *, instance):
        self.instance = instance
        self._stored = self.values_of(getattr(instance, self.relation).all())
        super().__init__(data, initial=self._stored, prefix=self.relation)
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


class ConsentGrid(RegisterGrid):
    """公表同意: an answer and its day for every item of the public database."""

    relation = "consents"

    def values_of(self, rows):
        found = {row.item: row for row in rows}
        values = {}
        for item in PublicItem.values:
            row = found.get(item)
            values[item] = row.answer if row else Consent.UNKNOWN.value
            values[f"{item}_on"] = row.answered_on if row else None
        return values

    def cells(self):
        for item in PublicItem:
            yield item.value, forms.ChoiceField(label=item.label, choices=Consent)
            yield (
                f"{item.value}_on",
                WarekiDateField(
                    label=f"{item.label}の回答日", required=False, max_date=timezone.localdate
                ),
            )

    def clean(self):
        cleaned = super().clean()
        for item in PublicItem:
            if cleaned.get(item.value) == Consent.UNKNOWN and cleaned.get(f"{item.value}_on"):
                self.add_error(
                    item.value, f"回答日に合わせて、{item.label}の回答を選択してください。"
                )
        return cleaned

    def wanted(self):
        return [
            {
                "item": item,
                "answer": self.cleaned_data[item],
                "answered_on": self.cleaned_data[f"{item}_on"],
            }
            for item in PublicItem.values
        ]

    def table(self):
        """(item, field of the answer, field of its day) for the page."""
        return [(item.label, self[item.value], self[f"{item.value}_on"]) for item in PublicItem]

    def texts(self):
        """(item, answer in words, its day) for reading."""
        return [
            (item.label, Consent(self.initial[item.value]).label, self.initial[f"{item.value}_on"])
            for item in PublicItem
        ]
