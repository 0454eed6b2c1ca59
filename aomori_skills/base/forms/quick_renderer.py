"""Inputs and selects without a template each: a table of a hundred people has a thousand."""

from django.forms.renderers import TemplatesSetting
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

_FOLDER = "django/forms/widgets/"
_KINDS = ("text", "number", "email", "date", "time", "hidden")
_INPUTS = {f"{_FOLDER}{kind}.html" for kind in _KINDS}
_SELECT = f"{_FOLDER}select.html"
_OPTION = f"{_FOLDER}select_option.html"


class QuickRenderer(TemplatesSetting):
    """Writes what Django's templates of these widgets would write."""

    def render(self, template_name, context, request=None):
        if template_name in _INPUTS:
            return _input(context["widget"])
        if template_name == _SELECT and _is_plain(context["widget"]):
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _input(widget: dict) -> SafeString:
    value = widget["value"]
    told = "" if value is None else format_html(' value="{}"', str(value))
    return format_html(
        '<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], told, _attrs(widget)
    )


def _select(widget: dict) -> SafeString:
    groups = (
        format_html('<optgroup label="{}">{}</optgroup>', title, _options(options))
        if title
        else _options(options)
        for title, options, _ in widget["optgroups"]
    )
    inner = format_html_join("", "{}", ((group,) for group in groups))
    return format_html('<select name="{}"{}>{}</select>', widget["name"], _attrs(widget), inner)


def _options(options: list[dict]) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((str(one["value"]), _attrs(one), one["label"]) for one in options),
    )


def _attrs(widget: dict) -> SafeString:
    """In their order; True stands alone, False is left out."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value),)
            for name, value in widget["attrs"].items()
            if value is not False
        ),
    )


def _is_plain(widget: dict) -> bool:
    return all(
        option["template_name"] == _OPTION
        for _, options, _ in widget["optgroups"]
        for option in options
    )
