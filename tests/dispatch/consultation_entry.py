"""The form of a consultation as a browser sends it, its pages, its row as stored."""

from uuid import uuid4

from django.urls import reverse

from dispatch.models import Consultation
from tests.factories.office import OrganizationFactory


def sent(**changes) -> dict:
    """A whole form; ``None`` takes a field out."""
    data = {
        "organization": "",
        "new_place": "",
        "new_place_kind": "company",
        "new_place_prefecture": "青森県",
        "person": "藤野 つばさ",
        "phone": "",
        "people": "2",
        "consulted_on": "2025-06-10",
        "way": "phone",
        "theme": "dispatch",
        "trade": "",
        "question": "若手の大工に指導を受けさせたい。",
        "answer": "派遣の手順を説明した。",
        "next_action": "",
        "next_on": "",
        "version": "1",
        "as_read": "",
        "form_token": str(uuid4()),
    }
    data |= changes
    return {name: value for name, value in data.items() if value is not None}


def from_firm(**changes) -> dict:
    """The same, asked by somebody of an organization in the master."""
    place = changes.pop("place", None) or OrganizationFactory()
    return sent(organization=place.pk, **changes)


def page_of(row, name="detail") -> str:
    return reverse(f"dispatch:consultation_{name}", args=(row.pk,))


def fresh(row) -> Consultation:
    return Consultation.objects.get(pk=row.pk)
