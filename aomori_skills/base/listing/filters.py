"""Filters of lists: few fields in sight, the rest folded under 詳しい条件, all of it in the URL."""

from functools import cache
from inspect import isfunction

import django_filters as filters
from django import forms
from django.db import models

from aomori_skills.base import wareki
from aomori_skills.base.forms.long_select import LongSelect
from aomori_skills.base.forms.messages import speak_japanese
from aomori_skills.base.forms.widgets import DaysWidget, RemoteSelect, style
from aomori_skills.base.listing.listed_field import ListedField

SCOPE = "scope"
"""The filter that says which rows a list is about at all; filter sets look at it by this name."""


class SearchFilter(filters.CharFilter):
    """One box for words; the queryset's own ``search`` folds kana, width and old characters."""

    def __init__(self, label="検索", *, hint="名前・カナなど", **options):
        options["label"] = label
        options.setdefault(
            "widget", forms.TextInput(attrs={"type": "search", "placeholder": hint, "size": 24})
        )
        options.setdefault("max_length", 100)
        super().__init__(**options)

    def filter(self, qs, value):
        return qs.search(value) if value else qs


class ChoiceFilter(filters.ChoiceFilter):
    """One of the choices, or すべて; a function that gives them is asked once for a page."""

    @property
    def field(self):
        choices = self.extra.get("choices")
        if isfunction(choices):
            self.extra["choices"] = choices()
        return super().field


class ModelFilter(filters.ModelChoiceFilter):
    """One row of another table, or すべて."""

    def __init__(self, *args, **options):
        widget = options.setdefault("widget", LongSelect)
        self.field_class = self.field_class if isinstance(widget, RemoteSelect) else ListedField
        super().__init__(*args, **options)


class DaysFilter(filters.DateFromToRangeFilter):
    """From a day to a day, both included: ``?received_from=2025-04-01&received_to=2025-04-30``."""

    def __init__(self, *args, **options):
        options.setdefault("widget", DaysWidget())
        super().__init__(*args, **options)


_OVERRIDES = {
    models.DateField: {"filter_class": DaysFilter},
    models.DateTimeField: {"filter_class": DaysFilter},
}


class ListFilter(filters.FilterSet):
    """Base of every list's filter set.

    ``folded`` names the filters under 詳しい条件. Declared filters come in the order of the class
    body after those of ``Meta.fields``, unless ``order`` gives the order of all.
    """

    FILTER_DEFAULTS = {**filters.FilterSet.FILTER_DEFAULTS, **_OVERRIDES}
    folded: tuple[str, ...] = ()
    order: tuple[str, ...] = ()

    @classmethod
    def matching(cls, data, *, queryset, request):
        """The rows that the list shows under ``data``; makes only the fields that it fills in."""
        asked = frozenset(
            name
            for name in cls.base_filters
            if name == SCOPE or any(key == name or key.startswith(f"{name}_") for key in data)
        )
        return _with_only(cls, asked)(data, queryset=queryset, request=request).qs

    @property
    def form(self):
        if not hasattr(self, "_form"):
            form = super().form
            form.auto_id = "filter_%s"
            form.order_fields(self.order or _search_first(form.fields))
            speak_japanese(form.fields)
            for field in form.fields.values():
                style(field)
        return self._form

    @property
    def shown(self):
        """Fields in sight."""
        return [field for field in self.form if field.name not in self.folded]

    @property
    def more(self):
        """Fields under 詳しい条件."""
        return [field for field in self.form if field.name in self.folded]

    @property
    def more_is_open(self) -> bool:
        """詳しい条件 stands open while one of its fields is in use or wrong."""
        in_use = dict(self.values())
        return any(name in in_use or name in self.form.errors for name in self.folded)

    def values(self):
        """Pairs of name and value of the filters in use."""
        self.form.is_valid()  # fills cleaned_data
        cleaned = self.form.cleaned_data if self.is_bound else {}
        return [
            (name, value)
            for name, value in cleaned.items()
            if value not in (None, "", []) and not (hasattr(value, "exists") and not value)
        ]

    @property
    def conditions(self) -> list[tuple[str, str]]:
        """The filters in use as words: [("職種", "造園")]."""
        return [
            (str(self.form.fields[name].label), _words(self.form.fields[name], value))
            for name, value in self.values()
        ]


@cache
def _with_only(filterset, names: frozenset[str]):
    """The same filter set with some of its filters, for questions that nobody sees as a form."""
    filters_ = {name: filterset.base_filters[name] for name in names}
    order = tuple(name for name in filterset.order if name in names)
    smaller = type(f"Asked{filterset.__name__}", (filterset,), {"order": order})
    smaller.base_filters = filters_
    return smaller


def _search_first(fields) -> list[str]:
    return sorted(fields, key=lambda name: name != "q")


def _words(field, value) -> str:
    if isinstance(value, slice):
        days = (wareki.format_date(day.date()) if day else "" for day in (value.start, value.stop))
        return "～".join(days)
    if isinstance(value, models.QuerySet | list | tuple):
        return "、".join(_words(field, item) for item in value)
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    choices = getattr(field, "choices", ()) if not isinstance(value, models.Model) else ()
    for key, label in choices:
        if str(key) == str(value):
            return str(label)
    return str(value)
