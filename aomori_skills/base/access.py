"""The gate before every view: sign-in, permission and HTTP method, declared in one line."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseNotAllowed
from django.template.loader import render_to_string

from aomori_skills.base.permission_words import lacking

READ = ("GET", "HEAD")
FORM = ("GET", "HEAD", "POST")
ACT = ("POST",)


def permitted(permission: str, methods: tuple[str, ...] = READ):
    """Decorate a view: anonymous → sign-in page, without ``permission`` → 403, wrong method → 405.

    The declaration stays readable on the view (``permission``, ``methods``), so that a test can
    list every URL with what it asks for.
    """

    def decorate(view):
        @wraps(view)
        def gate(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.has_perm(permission):
                raise PermissionDenied(lacking(permission))
            if request.method not in methods:
                return _not_allowed(request, methods)
            return view(request, *args, **kwargs)

        gate.permission = permission
        gate.methods = methods
        return gate

    return decorate


def _not_allowed(request, methods) -> HttpResponseNotAllowed:
    """The answer to an address that was opened instead of a button pressed."""
    page = render_to_string("405.html", request=request)
    return HttpResponseNotAllowed(methods, page)
