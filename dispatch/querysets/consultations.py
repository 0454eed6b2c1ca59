"""Questions about consultations, in the office's words."""

from datetime import date

from django.db.models import Q

from aomori_skills.base import fiscal_year
from aomori_skills.office.models import Organization
from aomori_skills.office.querysets import SearchableQuerySet


class ConsultationQuerySet(SearchableQuerySet):
    def _holds(self, word: str) -> Q:
        """By organization, person, question, answer."""
        return super()._holds(word) | Q(organization__in=Organization.objects.search(word))

    def in_fiscal_year(self, year: int):
        return self.filter(consulted_on__range=fiscal_year.days(year))

    def open(self):
        """Something is still to be done."""
        return self.filter(next_done_on__isnull=True).exclude(next_action="")

    def due(self, today: date):
        """What was promised for today or earlier."""
        return self.open().filter(next_on__lte=today)

    def for_listing(self):
        return self.select_related("organization", "trade", "author")
