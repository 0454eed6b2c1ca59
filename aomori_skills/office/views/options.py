"""Answers to fields that ask while one types: organizations, trades, the place of a postcode."""

from django.http import Http404, JsonResponse

from aomori_skills.base.access import permitted
from aomori_skills.office.models import Municipality, Organization, Trade
from aomori_skills.office.services import postcodes

LIMIT = 30


@permitted("office.view_masters")
def organization_options(request):
    """Organizations that are still there, with their municipality behind the name."""
    rows = Organization.objects.current().for_listing().search(request.GET.get("q", "")[:100])
    return _results((row.pk, _with_place(row)) for row in rows[:LIMIT])


@permitted("office.view_masters")
def trade_options(request):
    """Trades by their present and former names."""
    rows = Trade.objects.search(request.GET.get("q", "")[:100])
    return _results((row.pk, str(row)) for row in rows[:LIMIT])


@permitted("office.view_masters")
def postcode(request):
    """Prefecture, city and town of ``?postcode=``; ``municipality`` is the master's name of it."""
    if "postcode" not in request.GET:
        return JsonResponse({})
    place = postcodes.find(request.GET.get("postcode", "")[:20])
    if place is None:
        raise Http404
    return JsonResponse(
        {
            "prefecture": place.prefecture,
            "city": place.city,
            "town": place.town,
            "municipality": _municipality(place),
        }
    )


def _municipality(place) -> str:
    if place.prefecture != "青森県":
        return ""
    names = Municipality.objects.values_list("name", flat=True)
    return next((name for name in names if place.city.endswith(name)), "")


def _with_place(organization) -> str:
    place = organization.municipality
    return f"{organization}（{place}）" if place else str(organization)


def _results(pairs) -> JsonResponse:
    return JsonResponse({"results": [{"value": key, "text": text} for key, text in pairs]})
