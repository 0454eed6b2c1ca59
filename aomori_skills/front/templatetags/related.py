"""``{% related_pages organization %}``: links to what other rooms know about a row."""

from django import template

from aomori_skills.front.related_pages import related_to

register = template.Library()


@register.inclusion_tag("front/related_pages.html", takes_context=True)
def related_pages(context, row):
    return {"links": related_to(row, context["request"].user)}
