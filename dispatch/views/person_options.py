"""Answers to fields that ask for whoever may go to a session, while one types."""

from django.http import JsonResponse

from aomori_skills.base.access import permitted
from dispatch.forms.people import words
from dispatch.rules.person_keys import person_key
from dispatch.rules.workflows import EDIT
from dispatch.services.people import MODELS

OFFERED = 15


@permitted(EDIT)
def person_options(request):
    """Meisters first, then 熟練技能者 and 補助員, by name, kana, number or telephone."""
    asked = request.GET.get("q", "")[:100]
    people = [
        person for model in MODELS.values() for person in model.objects.search(asked)[:OFFERED]
    ]
    results = [{"value": person_key(person), "text": words(person)} for person in people]
    return JsonResponse({"results": results})
