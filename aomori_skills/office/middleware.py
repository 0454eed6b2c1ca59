"""A password given by somebody else is changed before anything else is done."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse


class OneTimePasswordMiddleware:
    """Leads a user whose password was issued by an administrator to the change of it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated and request.user.must_change_password:
            allowed = {reverse("password_change"), reverse("logout"), reverse("health")}
            if request.path not in allowed:
                messages.info(request, "仮のパスワードを変更してから、業務画面を使ってください。")
                return redirect("password_change")
        return self.get_response(request)
