"""What every request carries besides the user."""

from django.utils import timezone

from aomori_skills.base import fiscal_year

SESSION_KEY = "fiscal_year"


class NoStoreMiddleware:
    """Nothing shown to who is signed in stays in the browser after the sign-out, or in a proxy."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_told = "no-store" in response.get("Cache-Control", "")
        if not is_told and request.user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response


class FiscalYearMiddleware:
    """Sets ``request.fiscal_year``: the year chosen in the header, else the current one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.session.get(SESSION_KEY)
        request.fiscal_year = chosen or fiscal_year.of(timezone.localdate())
        return self.get_response(request)
