"""ホーム: my work first, then the year's line of the plan."""

from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import permitted
from aomori_skills.base.page import Action
from aomori_skills.front import coming_days, work, year_line
from aomori_skills.front.counting import numbers
from aomori_skills.office import rules
from aomori_skills.office.models import OfficeProfile


@permitted("office.view_home")
def home(request):
    today = timezone.localdate()
    office = OfficeProfile.objects.on(today)
    found = numbers(request, [*work.asked(request.user), *year_line.asked(request.fiscal_year)])
    lines = work.lines(request, found, office)
    coming = coming_days.coming(request.user)
    context = {
        "title": "ホーム",
        "today": today,
        "primary": _approve(request.user, lines),
        "lines": lines,
        "works": work.is_given_work(request.user),
        "coming": coming,
        "times": coming_days.times(coming),
        "deadlines": work.deadlines(),
        "entries": year_line.entries(found),
        "dispatched": year_line.dispatched(request),
        "year": fiscal_year.label(request.fiscal_year),
        "gaps": _gaps(request.user, office),
    }
    return render(request, "front/home.html", context)


def _approve(user, lines) -> Action | None:
    """The manager's way to what waits for a decision."""
    if not user.has_perm("meisters.approve_applications"):
        return None
    waiting = next((line for line in lines if line.task is work.AWAITING), None)
    if waiting is None:
        return None
    url = reverse("admin:meisters_certificationapplication_changelist")
    return Action(f"承認待ちの申請を確認する（{waiting.everybody.count}件）", url)


def _gaps(user, office):
    """What the office has not set, for those who can set it."""
    if not user.has_perm("office.edit_profile"):
        return []
    return rules.gaps_of(office)
