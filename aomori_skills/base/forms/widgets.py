"""Widgets, and the CSS classes that every field of the office gets."""

import json

from django import forms
from django.forms.models import ModelChoiceIteratorValue
from django.urls import reverse
from django_filters.widgets import SuffixedMultiWidget

from aomori_skills.base.fields import WarekiDateInput
from aomori_skills.base.forms.long_select import LongSelect
from aomori_skills.base.keys import keys_of

SHORT, MEDIUM, LONG = 12, 30, 60
CHECKS = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


class DaysWidget(SuffixedMultiWidget):
    """From a day to a day."""

    template_name = "components/days.html"
    suffixes = ("from", "to")
    use_fieldset = True

    def __init__(self, attrs=None):
        labels = ("から", "まで")
        super().__init__([WarekiDateInput({"aria-label": label}) for label in labels], attrs)

    def decompress(self, value):
        return [value.start, value.stop] if value else [None, None]


class SearchSelect(LongSelect):
    """A select with a search box, for long lists; kana, width and case don't matter.

    Options whose row has a ``search_text`` are found by it, others by what they show.
    """

    def __init__(self, attrs=None, choices=()):
        super().__init__({"data-search-select": "", **(attrs or {})}, choices)

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        if isinstance(value, ModelChoiceIteratorValue):
            search_text = getattr(value.instance, "search_text", "")
            if search_text:
                option["attrs"]["data-fold"] = search_text
        return option

    class Media:
        css = {"all": ("css/search-select.css",)}
        js = (
            forms.Script("django_tomselect/js/django-tomselect.min.js", defer=True),
            forms.Script("js/search-select.js", defer=True),
        )


class SearchSelects(SearchSelect, forms.SelectMultiple):
    """A SearchSelect that takes several of its entries."""

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"multiple": True}


class RemoteSelect(SearchSelect):
    """A SearchSelect that asks the server while one types, for lists of thousands.

    ``url_name`` answers ``?q=`` with ``{"results": [{"value": 1, "text": "…"}]}``; the page itself
    holds only the chosen option. With ``data-with`` the answer depends on another field of the
    form: its value is sent by its name, and the first answers stand ready before one types.
    """

    def __init__(self, url_name, attrs=None, choices=()):
        super().__init__(attrs, choices)
        self.url_name = url_name

    def build_attrs(self, base_attrs, extra_attrs=None):
        return super().build_attrs(base_attrs, extra_attrs) | {"data-url": reverse(self.url_name)}

    def optgroups(self, name, value, attrs=None):
        if hasattr(self.choices, "queryset"):
            chosen = keys_of(map(str, value))
            self.choices.queryset = self.choices.queryset.filter(pk__in=chosen)
        return super().optgroups(name, value, attrs)


class PostcodeInput(forms.TextInput):
    """A postcode with the button that fills the address.

    ``fills`` maps fields of the same form to the parts that they get, in order:
    ``{"municipality": ["city"], "address": ["town"]}``. ``url_name`` answers ``?postcode=`` with
    ``{"prefecture": …, "city": …, "town": …}``, or with 404 for a postcode that isn't one.
    """

    template_name = "components/postcode.html"

    def __init__(self, url_name="office:postcode", *, fills, attrs=None):
        super().__init__({"inputmode": "numeric", "autocomplete": "postal-code", **(attrs or {})})
        self.url_name, self.fills = url_name, fills

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["url"] = reverse(self.url_name)
        context["widget"]["fills"] = json.dumps(self.fills)
        return context


def style(field: forms.Field) -> None:
    """Give the field's widget the classes of the house's CSS; its width hints at the length.

    ``maxlength`` is taken off: a browser would cut a pasted text without a word.
    """
    for widget in getattr(field.widget, "widgets", [field.widget]):
        widget.attrs.pop("maxlength", None)
        if isinstance(widget, forms.Textarea) and widget.attrs.pop("cols", None) == "40":
            widget.attrs["rows"] = 4
        names = [*widget.attrs.get("class", "").split(), *_classes(widget, field)]
        widget.attrs["class"] = " ".join(dict.fromkeys(names))


def name_empty_choice(field: forms.Field) -> None:
    """The empty choice of a select says 選択してください, or 指定なし where it may stay empty."""
    if not isinstance(field, forms.ChoiceField) or isinstance(field.widget, CHECKS):
        return
    text = "選択してください" if field.required else "指定なし"
    if isinstance(field, forms.ModelChoiceField):
        if field.empty_label is not None:
            field.empty_label = text
    elif (choices := list(field.choices)) and choices[0][0] == "":
        field.choices = [("", text), *choices[1:]]


def _classes(widget, field):
    if isinstance(widget, CHECKS):
        return ("form-check-input",) if isinstance(widget, forms.CheckboxInput) else ()
    if isinstance(widget, forms.Select):
        return ("form-select",)
    return ("form-control", *_width(widget, getattr(field, "max_length", None)))


def _width(widget, limit):
    if isinstance(widget, forms.Textarea | forms.FileInput):
        return ()
    if isinstance(widget, forms.DateInput | forms.TimeInput) or "inputmode" in widget.attrs:
        return ("width-short",)
    if limit is None or limit > LONG:
        return ()
    if limit <= SHORT:
        return ("width-short",)
    return ("width-medium",) if limit <= MEDIUM else ("width-long",)
