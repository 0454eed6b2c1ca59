"""Saving a form once, however often it is sent."""

from collections.abc import Callable

from django.contrib import messages
from django.db import IntegrityError, OperationalError
from django.http import HttpResponseRedirect
from django.shortcuts import redirect

from aomori_skills.base import deadlock, kept_targets
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.services.submissions import once

TRIES = 3
BUSY = (
    "ほかの職員が同時に関係する記録を変更していたため、保存できませんでした。"
    "内容を確認して、もう一度保存してください。"
)


class Invalid(Exception):
    """A form that can't be saved as it is: everything is undone, and it is shown again."""

    def __init__(self, form):
        self.form = form
        super().__init__()


def save_once(request, act: Callable[[], HttpResponseRedirect]):
    """(redirect, None), or (None, the form to show again) if ``act`` raised Invalid.

    ``act`` locks, validates and saves in one transaction, so that the second click of a double
    click is known by its token before anything of it is looked at. Where it and another waited
    for each other it is done anew with what was typed, as if it had been sent a moment later.
    """
    try:
        return _patiently(request, act), None
    except Invalid as refused:
        return None, refused.form
    except IntegrityError as error:
        if not kept_targets.refused(error):
            raise
        return _back(request, kept_targets.SENTENCE), None
    except OperationalError as error:
        if not deadlock.was_undone(error):
            raise
        return _back(request, BUSY), None


def refuse(form, denied: TransitionDenied):
    """Show ``form`` again with the sentence of a service."""
    form.add_error(None, str(denied))
    raise Invalid(form) from denied


def _patiently(request, act) -> HttpResponseRedirect:
    for _ in range(TRIES - 1):
        try:
            return once(request, act)
        except OperationalError as error:
            if not deadlock.was_undone(error):
                raise
        for _, files in request.FILES.lists():
            for file in files:
                file.seek(0)
    return once(request, act)


def _back(request, sentence: str) -> HttpResponseRedirect:
    messages.error(request, sentence)
    return redirect(request.get_full_path())
