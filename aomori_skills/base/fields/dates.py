"""Dates in 和暦 or in the Western calendar."""

import re
from collections.abc import Callable
from datetime import date, datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.base.fields.sentences import Required, refuse

FIRST_DATE = wareki.ERAS[0].first_day
LAST_DATE = date(2100, 12, 31)


class WarekiDateInput(forms.DateInput):
    """The browser's own date input; what it can't show (令和7年2月30日) comes back as text."""

    input_type = "date"

    def __init__(self, attrs=None):
        super().__init__({"class": "js-wareki"} | (attrs or {}), format="%Y-%m-%d")

    def format_value(self, value):
        if isinstance(value, date) or not value:
            return super().format_value(value)
        try:
            return wareki.parse_date(str(value)).isoformat()
        except wareki.WarekiError:
            return str(value)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        if shown and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", shown):
            context["widget"]["type"] = "text"
        return context


class WarekiDateField(Required, forms.DateField):
    """A date in every form of ``wareki.parse_date``, between two days.

    ``min_date`` and ``max_date`` are days or functions without arguments (``timezone.localdate``).
    """

    widget = WarekiDateInput

    def __init__(
        self,
        *,
        min_date: date | Callable[[], date] = FIRST_DATE,
        max_date: date | Callable[[], date] = LAST_DATE,
        **kwargs,
    ):
        self.min_date, self.max_date = min_date, max_date
        super().__init__(**kwargs)

    def widget_attrs(self, widget):
        limits = {"min": (self.min_date, FIRST_DATE), "max": (self.max_date, LAST_DATE)}
        return super().widget_attrs(widget) | {
            name: limit.isoformat()
            for name, (limit, default) in limits.items()
            if limit != default and isinstance(limit, date)
        }

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            return wareki.parse_date(str(value))
        except wareki.WarekiError as error:
            raise ValidationError(str(error), code="invalid") from error

    def validate(self, value):
        super().validate(value)
        if value is None:
            return
        first, last = _day(self.min_date), _day(self.max_date)
        if not first <= value <= last:
            refuse(self, _limits(first, last, value), "out_of_range")


def _limits(first: date, last: date, value: date) -> str:
    """Nobody set a first day: only the last is told, and today by its name."""
    if first == FIRST_DATE and value > last:
        named = "今日" if last == timezone.localdate() else wareki.format_date(last)
        return f"は{named}以前の日付を入力してください。"
    first_day, last_day = wareki.format_date(first), wareki.format_date(last)
    return f"は{first_day}から{last_day}までの日付を入力してください。"


def _day(limit: date | Callable[[], date]) -> date:
    found = limit() if callable(limit) else limit
    return found.date() if isinstance(found, datetime) else found
