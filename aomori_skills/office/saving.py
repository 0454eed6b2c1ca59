"""Saving a form once, however often it is sent."""

from collections.abc import Callable

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.shortcuts import redirect

from aomori_skills.base import kept_targets
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.services.submissions import once


class Invalid(Exception):
    """A form that can't be saved as it is: everything is undone, and it is shown again."""

    def __init__(self, form):
        self.form = form
        super().__init__()


def save_once(request, act: Callable[[], HttpResponseRedirect]):
    """(redirect, None), or (None, the form to show again) if ``act`` raised Invalid.

    ``act`` locks, validates and saves in one transaction, so that the second click of a double
    click is known by its token before anything of it is looked at.
    """
    try:
        return once(request, act), None
    except Invalid as refused:
        return None, refused.form
    except IntegrityError as error:
        if not kept_targets.refused(error):
            raise
        messages.error(request, kept_targets.SENTENCE)
        return redirect(request.get_full_path()), None


def refuse(form, denied: TransitionDenied):
    """Show ``form`` again with the sentence of a service."""
    form.add_error(None, str(denied))
    raise Invalid(form) from denied
