"""What waits for the manager, for the first page of the admin."""

from django import template
from django.urls import reverse

from aomori_skills.front.counting import Asked, Number, numbers
from aomori_skills.front.dispatch_work import AWAITING as DECISIONS
from aomori_skills.front.dispatch_work import EXCEPTIONS, REQUESTS
from aomori_skills.front.work import APPLICATIONS, AWAITING

register = template.Library()
WAITING = (
    (
        "meisters.approve_applications",
        APPLICATIONS,
        AWAITING,
        "admin:meisters_certificationapplication_changelist",
        "",
    ),
    (
        "dispatch.approve_requests",
        REQUESTS,
        DECISIONS,
        "admin:dispatch_dispatchrequest_changelist",
        "?waiting=decision",
    ),
    (
        "dispatch.override_rules",
        REQUESTS,
        EXCEPTIONS,
        "admin:dispatch_dispatchrequest_changelist",
        "?waiting=exception",
    ),
)
"""Permission, list, task, and the manager's own list of these rows."""


@register.simple_tag(takes_context=True)
def manager_work(context) -> list[tuple[str, Number]]:
    """The tasks of which something waits, in words, each with the manager's list (one query)."""
    request = context["request"]
    open_ones = [row for row in WAITING if request.user.has_perm(row[0])]
    asked = [Asked(listed, {task.name: task.conditions}) for _, listed, task, _, _ in open_ones]
    found = numbers(request, asked)
    return [
        (task.label, Number(count, reverse(url_name) + query))
        for _, _, task, url_name, query in open_ones
        if (count := found[task.name].everybody.count)
    ]
