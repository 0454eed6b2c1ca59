"""What a meister's page says about courses."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from meisters.choices import MeisterState
from meisters.models import Course
from meisters.rules.courses import EDIT


def courses_of(meister, user) -> dict:
    taken = meister.participations.select_related(
        "course", "message", "reminder", "certificate"
    ).order_by("-course__starts_on", "-pk")
    may_add = meister.state == MeisterState.ACTIVE and user.has_perm(EDIT)
    return {
        "participations": taken,
        "next_courses": _next_courses(meister, taken) if may_add else [],
    }


def _next_courses(meister, taken) -> list[tuple[str, str]]:
    """(name, address) of planned courses that the person could be added to."""
    known = {row.course_id for row in taken}
    coming = Course.objects.ours().coming(since=timezone.localdate())
    query = urlencode({"meister": meister.pk})
    return [
        (course.label, f"{reverse('meisters:course_choose', args=(course.pk,))}?{query}")
        for course in coming[:3]
        if course.pk not in known
    ]
