"""A select of a hundred rows, written without a template for every option."""

from collections.abc import Iterable

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import mark_safe


class WrittenOptions:
    """Options as HTML, written once for all selects of a page that offer the same choices."""

    def __init__(self, groups: Iterable):
        """``groups`` as ``Select.optgroups`` gives them; what is selected there stays open here."""
        self._pieces: list[tuple[str | None, str, str]] = []
        for title, options, _ in groups:
            if title:
                self._pieces.append((None, format_html('<optgroup label="{}">', title), ""))
            self._pieces += map(_piece, options)
            if title:
                self._pieces.append((None, "</optgroup>", ""))

    def html(self, chosen: Iterable[str]) -> str:
        wanted = set(chosen)
        return mark_safe(
            "".join(
                f"{before} selected{after}" if value in wanted else f"{before}{after}"
                for value, before, after in self._pieces
            )
        )


class LongSelect(forms.Select):
    """Looks like any select and takes a fraction of its time, which rows of a formset multiply.

    Selects with the same choices may share ``written``.
    """

    written: WrittenOptions | None = None

    def render(self, name, value, attrs=None, renderer=None):
        attrs = {"name": name, **self.build_attrs(self.attrs, attrs)}
        written = self.written or WrittenOptions(self.optgroups(name, self.format_value(value)))
        options = written.html(self.format_value(value))
        return format_html("<select{}>{}</select>", flatatt(attrs), options)


def _piece(option: dict) -> tuple[str, str, str]:
    attrs = {name: value for name, value in option["attrs"].items() if name != "selected"}
    value = str(option["value"])
    before = format_html('<option value="{}"{}', value, flatatt(attrs))
    return value, before, format_html(">{}</option>", option["label"])
