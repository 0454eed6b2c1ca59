"""What a meister's page says about courses."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from meisters.models import Course
from meisters.rules.courses import is_unfinished


def courses_of(meister) -> dict:
    taken = meister.participations.select_related(
        "course", "message", "reminder", "certificate"
    ).order_by("-course__starts_on", "-pk")
    return {
        "participations": taken,
        "is_unfinished": is_unfinished(meister.licence, meister.course_completed_on),
        "next_courses": _next_courses(meister, taken) if meister.state == "active" else [],
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
