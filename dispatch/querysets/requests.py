"""Questions about requests, in the office's words."""

from django.db.models import Q

from aomori_skills.office.models import Organization
from aomori_skills.office.querysets import SearchableQuerySet
from dispatch.rules.workflows import ENDED_STATES


class RequestQuerySet(SearchableQuerySet):
    def _holds(self, word: str) -> Q:
        """By client, place, content."""
        return super()._holds(word) | Q(client__in=Organization.objects.search(word))

    def in_fiscal_year(self, year: int):
        return self.filter(fiscal_year=year)

    def running(self):
        return self.exclude(state__in=ENDED_STATES)

    def for_listing(self):
        return self.select_related("client__municipality", "trade", "owner")
