"""What the frame around every page needs."""

from django.conf import settings
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.front import navigation, news
from meisters.rules.year_end import FIRST_YEAR


def frame(request) -> dict:
    """Office name, demo banner, and for signed-in people the navigation and the year switch."""
    context = {"office_name": settings.OFFICE_NAME, "demo": settings.DEMO}
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return context
    chosen = request.fiscal_year
    return context | {
        "top": navigation.top_for(user, request.path),
        "areas": navigation.areas_for(user, request.path),
        "fiscal_year": chosen,
        "fiscal_year_label": fiscal_year.label(chosen),
        "fiscal_years": _years(chosen),
        "news": news.of(user),
    }


def _years(chosen: int) -> list[tuple[int, str]]:
    """Next year down to the first; a year beyond them stays in the list while it is chosen."""
    latest = max(chosen, fiscal_year.of(timezone.localdate()) + 1)
    earliest = min(chosen, FIRST_YEAR)
    return [(year, fiscal_year.label(year)) for year in range(latest, earliest - 1, -1)]
