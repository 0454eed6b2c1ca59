"""Tags of the layouts: state chips, facts of a record, moments, lists of errors."""

from collections import Counter
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import models
from django.utils import timezone
from django.utils.html import format_html, linebreaks
from django.utils.safestring import mark_safe

from aomori_skills.base import page, wareki
from aomori_skills.base.forms import RowSet

register = template.Library()
register.simple_tag(page.chip, name="chip")

NOTHING = "－"
ALIKE_SHOWN = 3
"""So many rows with the same error are named, the rest is counted."""


@register.filter
def moment(value: datetime | None):
    """R7.4.1（火）13:05."""
    if not value:
        return ""
    local = timezone.localtime(value)
    text = f"{wareki.format_short(local.date())}（{wareki.WEEKDAYS[local.weekday()]}）{local:%H:%M}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), text)


@register.inclusion_tag("components/facts.html")
def facts(record: models.Model, *names: str):
    """The fields ``names`` of ``record`` with their verbose names; dates in 和暦, choices in words.

    ``{% facts candidate "birth_on" "employer" "employer.address" %}``
    """
    return {"facts": [_fact(record, name.split(".")) for name in names]}


def _fact(record, path):
    for name in path[:-1]:
        record = getattr(record, name) if record is not None else None
    if record is None:
        return "", NOTHING
    field = record._meta.get_field(path[-1])
    value = getattr(record, path[-1])
    if getattr(field, "choices", None) and value not in (None, ""):
        value = getattr(record, f"get_{path[-1]}_display")()
    return field.verbose_name, readable(value)


@register.filter
def readable(value):
    """A value as people read it; － for none."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return wareki.format_day(value)
    if isinstance(value, int):
        return intcomma(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():,f}"
    if isinstance(value, models.Manager):
        return "、".join(str(item) for item in value.all()) or NOTHING
    if isinstance(value, str) and "\n" in value:
        return mark_safe(linebreaks(value, autoescape=True))  # escaped there
    return value


@register.simple_tag
def error_list(form=None, formsets=None) -> list[tuple[str, str]]:
    """(id of the input, message) of every error; an empty id where no field is to blame.

    A row among others is named: 「実技指導経験 2行目：…」. Many rows with the same error are
    summed up.
    """
    forms = [("", form)] if form else []
    found = []
    for rows in formsets or ():
        found += [("", message) for message in rows.non_form_errors()]
        are_rows = isinstance(rows, RowSet)
        forms += [
            (f"{rows.name_of(number, row)}：" if are_rows else "", row)
            for number, row in enumerate(rows.forms, start=1)
        ]
    told = []
    for name, one in forms:
        if one.is_bound:
            errors = [("", message) for message in one.non_field_errors()]
            told += [(name, *error) for error in (*errors, *one.linked_errors)]
    return found + _summed_up(told)


def _summed_up(told: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """(row, id of the input, message) as a list to read; one more than shown is shown too."""
    counts = Counter(message for name, _, message in told if name)
    found, seen = [], Counter()
    for name, target, message in told:
        left = counts[message] - ALIKE_SHOWN
        seen[message] += bool(name)
        if not name or left <= 1 or seen[message] <= ALIKE_SHOWN:
            found.append((target, f"{name}{message}"))
        elif seen[message] == ALIKE_SHOWN + 1:
            found.append((target, f"ほかに{left}行、同じ誤りがあります：{message}"))
    return found
