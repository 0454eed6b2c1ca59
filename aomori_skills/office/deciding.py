"""A page of the manager with several decisions: each a form, and what is done with it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.contrib import messages

from aomori_skills.base.forms import StaffForm
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.services.submissions import once


@dataclass(frozen=True)
class Decision:
    """``act(request, subject, data)`` takes it through its service and leads on."""

    form: type[StaffForm]
    act: Callable


def blank_forms(decisions: Mapping[str, Decision]) -> dict[str, StaffForm]:
    return {name: decision.form(prefix=name) for name, decision in decisions.items()}


def decide(request, subject, decisions: Mapping[str, Decision], forms: dict, *, choose: str):
    """Act on the posted decision; None if it was refused, ``forms`` then holds the sentences.

    ``choose`` is said where none of them was pressed.
    """
    name = request.POST.get("decision")
    if name not in decisions:
        messages.error(request, choose)
        return None
    form = forms[name] = decisions[name].form(request.POST, prefix=name)
    if not form.is_valid():
        return None
    try:
        return once(request, lambda: decisions[name].act(request, subject, form.cleaned_data))
    except TransitionDenied as denied:
        form.add_error(None, str(denied))
    return None
