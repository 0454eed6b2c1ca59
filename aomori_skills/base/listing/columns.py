"""Columns of lists: how a value looks on the screen, and which plain values Excel gets."""

from datetime import date, datetime
from decimal import Decimal

import django_tables2 as tables
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import models
from django.utils import timezone
from django.utils.html import format_html
from django_tables2.columns import library
from django_tables2.utils import Accessor

from aomori_skills.base import wareki
from aomori_skills.base.page import chip, chips


class ListColumn(tables.Column):
    """A column of a list.

    ``code`` is the accessor of a code that Excel gets in a column of its own before the name;
    ``on_screen=False`` leaves the column to Excel alone, ``exclude_from_export=True`` to the
    screen alone. ``narrow`` keeps the cell on one line.
    """

    kind = "text"
    css = ""

    def __init__(self, verbose_name=None, *, code="", on_screen=True, narrow=False, **options):
        self.code = Accessor(code) if code else None
        options.setdefault("default", "")
        options["visible"] = on_screen
        css = " ".join(filter(None, (self.css, "is-narrow" if narrow else "")))
        if css:
            options.setdefault("attrs", {"cell": {"class": css}})
        super().__init__(verbose_name, **options)

    def headings(self, header: str) -> tuple[str, ...]:
        """Excel's headings for this column."""
        return (f"{header}コード", header) if self.code else (header,)

    def plain(self, value, record) -> tuple:
        """Excel's values for this column, one for each heading; no HTML."""
        name = value if isinstance(value, date | int | float | Decimal) else as_text(value)
        return (self.code.resolve(record, quiet=True), name) if self.code else (name,)

    def value(self, value):
        return value


def as_text(value) -> str:
    """A value in one cell: several rows of a relation are joined by 、."""
    if value is None:
        return ""
    if isinstance(value, models.Manager):
        value = value.all()
    if isinstance(value, models.QuerySet | list | tuple | set):
        return "、".join(str(item) for item in value)
    return str(value)


@library.register
class TextColumn(ListColumn):
    """Words. ``linkify=True`` makes it the link to the record (the first column of a list)."""

    def render(self, value):
        return as_text(value)

    @classmethod
    def from_field(cls, field, **kwargs):
        return cls(**kwargs)


@library.register
class WarekiColumn(ListColumn):
    """A date: 令和7年4月1日（火）, or R7.4.1（火） with ``short=True``."""

    css = "is-date"
    kind = "date"

    def __init__(self, verbose_name=None, *, short=False, weekday=True, **options):
        self.short, self.weekday = short, weekday
        super().__init__(verbose_name, **options)

    def render(self, value):
        day = timezone.localtime(value).date() if isinstance(value, datetime) else value
        text = wareki.format_short(day) if self.short else wareki.format_date(day)
        if self.weekday:
            text += f"（{wareki.WEEKDAYS[day.weekday()]}）"
        return format_html('<time datetime="{}">{}</time>', day.isoformat(), text)

    @classmethod
    def from_field(cls, field, **kwargs):
        if isinstance(field, models.DateField) and not isinstance(field, models.DateTimeField):
            return cls(**kwargs)


@library.register
class TimeColumn(ListColumn):
    """A moment: R7.4.1（火）13:05."""

    css = "is-date"
    kind = "datetime"

    def render(self, value):
        local = timezone.localtime(value)
        day = wareki.format_short(local.date())
        text = f"{day}（{wareki.WEEKDAYS[local.weekday()]}）{local:%H:%M}"
        return format_html('<time datetime="{}">{}</time>', local.isoformat(), text)

    @classmethod
    def from_field(cls, field, **kwargs):
        if isinstance(field, models.DateTimeField):
            return cls(**kwargs)


@library.register
class StateColumn(ListColumn):
    """A state as a word chip; Excel gets the word."""

    css = "is-narrow"

    def render(self, value, record, bound_column):
        raw = Accessor(bound_column.accessor).resolve(record, quiet=True)
        return chip(raw, value)

    @classmethod
    def from_field(cls, field, **kwargs):
        if field.name == "state":
            return cls(**kwargs)


@library.register
class MarksColumn(ListColumn):
    """A word chip for each ``Mark``; Excel gets the words."""

    css = "is-narrow"

    def render(self, value):
        return chips(value)

    @classmethod
    def from_field(cls, field, **kwargs):
        return None


@library.register
class NumberColumn(ListColumn):
    """A figure, right-aligned with commas; ``unit`` is printed after it on the screen only."""

    css = "is-number"
    kind = "number"

    def __init__(self, verbose_name=None, *, unit="", kind="number", **options):
        self.unit, self.kind = unit, kind
        super().__init__(verbose_name, **options)

    def render(self, value):
        shown = str(value) if self.kind == "plain" else intcomma(value)
        return f"{shown}{self.unit}"

    @classmethod
    def from_field(cls, field, **kwargs):
        if isinstance(field, models.IntegerField | models.DecimalField | models.FloatField):
            return None if getattr(field, "choices", None) else cls(**kwargs)


@library.register
class BooleanColumn(ListColumn):
    """Two words, and a third one for what isn't known; unknown is never "no"."""

    css = "is-narrow"

    def __init__(self, verbose_name=None, *, words=("はい", "いいえ"), unknown="不明", **options):
        self.words, self.unknown = words, unknown
        options.setdefault("empty_values", ())
        super().__init__(verbose_name, **options)

    def render(self, value):
        return self.word(value)

    def plain(self, value, record) -> tuple:
        return (self.word(value),)

    def word(self, value) -> str:
        if value is None:
            return self.unknown
        return self.words[0] if value else self.words[1]

    @classmethod
    def from_field(cls, field, **kwargs):
        if isinstance(field, models.BooleanField):
            return cls(**kwargs)
