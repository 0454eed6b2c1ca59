"""Single cells of the register's workbook: how a value is written, and how it is read back."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError

from aomori_skills.base import fields
from aomori_skills.base.kana import fold
from meisters.services.register_masters import Masters

ALIKE = str.maketrans({"〇": "○", "◯": "○", "◎": "○", "✕": "×", "✖": "×", "x": "×", "▲": "△"})


class FieldCell:
    """The value of a model's field, read like a form reads it."""

    offered: tuple[str, ...] = ()

    def __init__(self, heading: str, field: forms.Field, *, kind: str = "text"):
        self.heading, self.field, self.kind = heading, field, kind
        field.label = heading

    @classmethod
    def of(cls, model, name: str, heading: str = "", **options):
        """The cell of ``model``'s field ``name``; ``options`` go to its form field."""
        db_field = model._meta.get_field(name)
        heading = heading or str(db_field.verbose_name)
        field = fields.formfield(db_field, label=heading, **options)
        kind = "date" if isinstance(field, fields.WarekiDateField) else "text"
        return cls(heading, field, kind=kind)

    def text(self, value):
        return "" if value is None else value

    def read(self, raw: str | date, masters: Masters):
        if self.kind == "text":
            refuse_date(self.heading, raw)
        return self.field.clean(raw)


class ChoiceCell:
    """A value of a closed list, written as its label; an empty cell means ``blank``."""

    kind = "text"

    def __init__(self, heading: str, choices, *, blank="", blank_label: str = ""):
        self.heading, self.blank, self.blank_label = heading, blank, blank_label
        self._labels = {str(value): str(label) for value, label in choices}
        self.offered = tuple(self._labels.values())
        if blank_label and blank_label not in self.offered:
            self.offered += (blank_label,)
        self._values = {_choice_key(label): value for value, label in self._labels.items()}

    def text(self, value):
        return self._labels.get(str(value), self.blank_label)

    def read(self, raw, masters):
        refuse_date(self.heading, raw)
        key = _choice_key(raw)
        if not key or (self.blank_label and key == _choice_key(self.blank_label)):
            return self.blank
        if key not in self._values:
            words = "、".join(f"「{word}」" for word in self.offered)
            one_of = words if len(self.offered) <= 10 else "「入力できる値」のシートにある値"
            raise ValidationError(f"{self.heading}は{one_of}のどれかを入力してください。")
        return self._values[key]


class NameCell:
    """The name of a row of another table; ``find(masters, text)`` looks it up."""

    kind = "text"

    def __init__(self, heading: str, find=None, *, offered: tuple[str, ...] = ()):
        self.heading, self.find, self.offered = heading, find, offered

    def text(self, value):
        return str(value) if value is not None else ""

    def read(self, raw, masters):
        refuse_date(self.heading, raw)
        if not raw:
            return None
        return self.find(masters, raw) if self.find else raw


def refuse_date(heading: str, raw) -> None:
    """Excel turns 2-1 into the first of February; a number that became a day is lost."""
    if isinstance(raw, date):
        raise ValidationError(
            f"{heading}が日付になっています。"
            "セルの書式を「文字列」にしてから、入力し直してください。"
        )


def _choice_key(text: str) -> str:
    return fold(text).translate(ALIKE)
