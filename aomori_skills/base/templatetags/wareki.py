"""Dates in templates: ``{{ meister.certified_on|wareki_day }}`` → 令和7年4月1日（火）."""

from datetime import date, datetime

from django import template
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base import wareki as calendar

register = template.Library()


@register.filter
def wareki(value) -> str:
    """令和7年4月1日; nothing for no date."""
    return calendar.format_date(_day(value)) if value else ""


@register.filter
def wareki_day(value) -> str:
    """令和7年4月1日（火）."""
    return calendar.format_day(_day(value)) if value else ""


@register.filter
def wareki_short(value) -> str:
    """R7.4.1."""
    return calendar.format_short(_day(value)) if value else ""


@register.filter
def fiscal_year_label(value) -> str:
    """令和7年度, of a fiscal year or of a day in it."""
    if not value:
        return ""
    return fiscal_year.label(value if isinstance(value, int) else fiscal_year.of(_day(value)))


def _day(value: date) -> date:
    if not isinstance(value, datetime):
        return value
    return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
