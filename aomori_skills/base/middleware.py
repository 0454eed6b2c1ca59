"""What every request carries besides the user."""

from django.utils import timezone

from aomori_skills.base import fiscal_year

SESSION_KEY = "fiscal_year"


class FiscalYearMiddleware:
    """Sets ``request.fiscal_year``: the year chosen in the header, else the current one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        chosen = request.session.get(SESSION_KEY)
        request.fiscal_year = chosen or fiscal_year.of(timezone.localdate())
        return self.get_response(request)
