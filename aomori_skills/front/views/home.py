"""ホーム: my work first, then the year's line of the plan."""

from django.shortcuts import render
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import permitted
from aomori_skills.front import work, year_line
from aomori_skills.office import rules
from aomori_skills.office.models import OfficeProfile


@permitted("office.view_home")
def home(request):
    today = timezone.localdate()
    context = {
        "title": "ホーム",
        "today": today,
        "lines": work.lines(request),
        "works": work.is_given_work(request.user),
        "approves": request.user.has_perm("meisters.approve_applications"),
        "deadlines": work.deadlines(),
        "entries": year_line.entries(request),
        "year": fiscal_year.label(request.fiscal_year),
        "gaps": _gaps(request.user, today),
    }
    return render(request, "front/home.html", context)


def _gaps(user, today):
    """What the office has not set, for those who can set it."""
    if not user.has_perm("office.edit_profile"):
        return []
    return rules.gaps_of(OfficeProfile.objects.on(today))
