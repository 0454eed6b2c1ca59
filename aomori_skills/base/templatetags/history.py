"""The history of a record in pages."""

from django import template
from django.core.paginator import Paginator

from aomori_skills.base.history_acts import acts

PER_PAGE = 50
register = template.Library()


@register.simple_tag(takes_context=True)
def history_page(context, entries):
    """The page of acts that the address names, else the newest."""
    wanted = context["request"].GET.get("history_page")
    return Paginator(acts(entries), PER_PAGE).get_page(wanted)
