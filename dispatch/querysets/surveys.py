"""Questions about surveys, in the office's words."""

from django.db import models
from django.db.models import Q

from aomori_skills.office.models import Organization
from dispatch.choices import AddresseeState


class SurveyQuerySet(models.QuerySet):
    def search(self, text: str):
        return self.filter(name__icontains=text.strip())

    def in_fiscal_year(self, year: int):
        return self.filter(fiscal_year=year)


class AddresseeQuerySet(models.QuerySet):
    def search(self, text: str):
        """By the organization, or by the name of who answered."""
        found = Organization.objects.search(text)
        return self.filter(Q(organization__in=found) | Q(replied_by__icontains=text.strip()))

    def unanswered(self):
        """Sent, and nothing came back."""
        return self.filter(state=AddresseeState.SENT)

    def for_listing(self):
        return self.select_related("organization__municipality", "contact", "message", "reminder")


class WishQuerySet(models.QuerySet):
    def open(self):
        """Neither a request nor dropped."""
        return self.filter(request__isnull=True, dropped_on__isnull=True)
