"""Questions about consultations, in the office's words."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q

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

    def overdue(self, today: date):
        """What was promised for a day before today."""
        return self.open().filter(next_on__lt=today)

    def due(self, first: date, last: date):
        """What was promised for one of these days."""
        return self.open().filter(next_on__range=(first, last))

    def with_request(self, *, there: bool):
        """Those that have become a request, or those that have not."""
        requests = self.model._meta.get_field("requests").related_model
        found = Exists(requests._base_manager.filter(consultation=OuterRef("pk")))
        return self.filter(found if there else ~found)

    def for_listing(self):
        return (
            self.select_related("organization__municipality", "trade", "author")
            .annotate(became=Count("requests"))
            .order_by("-consulted_on", "-pk")
        )
