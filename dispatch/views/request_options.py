"""Answers to fields that ask for the people and departments of a client while one types."""

from django.http import JsonResponse
from django.utils import timezone

from aomori_skills.base.access import permitted
from aomori_skills.office.models import Contact, Department, Organization
from aomori_skills.office.querysets import fold_and_search
from dispatch.rules.workflows import EDIT
from meisters.views.addresses import wanted_row

OFFERED = 30


@permitted(EDIT)
def request_contacts(request):
    """The people of ``?client=`` who are still there."""
    client = _client(request)
    rows = Contact.objects.none()
    if client:
        rows = client.contacts.staying(timezone.localdate()).search(_asked(request))
    return _results(rows)


@permitted(EDIT)
def request_departments(request):
    """The departments of ``?client=`` that are still there."""
    client = _client(request)
    rows = Department.objects.none()
    if client:
        open_ones = client.departments.filter(ended_on__isnull=True)
        rows = fold_and_search(open_ones, _asked(request), "name")
    return _results(rows)


def _client(request):
    return wanted_row(request, "client", Organization.objects.all())


def _asked(request) -> str:
    return request.GET.get("q", "")[:100]


def _results(rows) -> JsonResponse:
    found = [{"value": row.pk, "text": str(row)} for row in rows[:OFFERED]]
    return JsonResponse({"results": found})
