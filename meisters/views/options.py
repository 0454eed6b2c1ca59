"""Answers to fields that ask for meisters while one types."""

from django.http import JsonResponse

from aomori_skills.base.access import permitted
from meisters.models import Meister

LIMIT = 30


@permitted("meisters.view_meisters")
def meister_options(request):
    """By name, kana, number or telephone; those who don't work any more say so."""
    rows = Meister.objects.filter(merged_into=None).search(request.GET.get("q", "")[:100])
    results = [{"value": row.pk, "text": _words(row)} for row in rows[:LIMIT]]
    return JsonResponse({"results": results})


def _words(meister) -> str:
    state = "" if meister.state == "active" else f"・{meister.get_state_display()}"
    return f"{meister}（{meister.number}{state}）"
