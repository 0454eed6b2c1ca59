"""``{% record_actions subject as more %}``: what the roof adds to the menu of a record's page."""

from django import template

from aomori_skills.front.record_actions import actions_of

register = template.Library()


@register.simple_tag(takes_context=True)
def record_actions(context, row):
    return actions_of(row, context["request"].user)
