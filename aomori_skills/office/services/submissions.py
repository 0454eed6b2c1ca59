"""A form that is sent twice acts once."""

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid5

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone

from aomori_skills.office.models import SubmittedForm

KEPT = timedelta(days=2)


def once(request, act: Callable[[], HttpResponseRedirect]) -> HttpResponseRedirect:
    """Run ``act`` in a transaction unless this very form was sent before.

    The form carries the token of ``{% form_token %}``. A second sending of the same words waits
    for the first to end and is led to the same page; other words are another form. ``act`` returns
    a redirect; what it raises undoes the token.
    """
    token = _token(request)
    with transaction.atomic():
        if token is None:
            return act()
        sent, is_first = SubmittedForm.objects.get_or_create(
            token=token, defaults={"by": request.user}
        )
        if is_first:
            response = act()
            sent.location = response.url
            sent.save(update_fields=("location",))
            return response
    messages.info(request, "同じ内容がすでに送信されていたため、二重には保存していません。")
    own = sent.by_id == request.user.pk and sent.location
    return redirect(sent.location if own else "home")


def forget_old() -> int:
    """Delete tokens that no open page can carry any more; return how many."""
    deleted, _ = SubmittedForm.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return deleted


def _token(request) -> UUID | None:
    """The form's token together with what was typed."""
    try:
        token = UUID(request.POST.get("form_token", ""))
    except ValueError:
        return None
    typed = [
        *((name, *values) for name, values in request.POST.lists() if not _is_aside(name)),
        *((name, file.name, file.size) for name, file in request.FILES.items()),
    ]
    return uuid5(token, sha256(repr(sorted(typed)).encode()).hexdigest())


def _is_aside(name: str) -> bool:
    """The browser's own, and the button that was pressed."""
    return name == "csrfmiddlewaretoken" or name.startswith("_")
