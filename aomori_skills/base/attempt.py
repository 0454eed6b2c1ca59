"""Acting by a service, and telling the user what came of it."""

from collections.abc import Callable

from django.contrib import messages

from aomori_skills.base.workflow import TransitionDenied


def attempt(request, act: Callable[[], object], done: str) -> bool:
    """Run ``act`` and say ``done``, or tell the refusal in its own words; True if it was done."""
    try:
        act()
    except TransitionDenied as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, done)
    return True
