"""Numbers of requests as people write them."""

from django import template

from dispatch.rules.year_rows import plain

register = template.Library()
register.filter("plain", plain)
