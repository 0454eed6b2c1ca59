"""The hidden number by which a form that is sent twice is recognized."""

from uuid import uuid4

from django import template
from django.utils.html import format_html

register = template.Library()


@register.simple_tag
def form_token():
    """A hidden field with a number of its own for each showing of the form."""
    return format_html('<input type="hidden" name="form_token" value="{}">', uuid4())
