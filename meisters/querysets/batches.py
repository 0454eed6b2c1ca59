"""Questions about rounds and bundles, in the office's words."""

from datetime import date

from django.db import models
from django.db.models import Count, Max, Prefetch, Q

from aomori_skills.office.querysets import SearchableQuerySet
from meisters.choices import ApplicationState
from meisters.querysets.applications import qualifications


class RoundQuerySet(SearchableQuerySet):
    def in_fiscal_year(self, year: int):
        return self.filter(fiscal_year=year)

    def upcoming(self, *, since: date):
        return self.filter(center_deadline__gte=since).order_by("center_deadline")

    def next_number(self, year: int) -> int:
        """The number after the last round of ``year``."""
        return (self.in_fiscal_year(year).aggregate(last=Max("number"))["last"] or 0) + 1

    def for_listing(self):
        """With the number of applications, and of those that could be sent now."""
        return self.annotate(
            size=Count("applications"),
            ready=Count("applications", filter=Q(applications__state=ApplicationState.APPROVED)),
        )


AWAITED = (ApplicationState.SUBMITTED, ApplicationState.INQUIRY)
"""The center has the last word still to say."""


class BatchQuerySet(SearchableQuerySet):
    def in_fiscal_year(self, year: int):
        return self.filter(fiscal_year=year)

    def for_listing(self):
        awaited = Q(items__cancelled=False, items__application__state__in=AWAITED)
        return self.select_related("round", "letter", "submitted_by").annotate(
            size=Count("items", distinct=True),
            pending=Count("items", filter=awaited, distinct=True),
        )


class ItemQuerySet(models.QuerySet):
    def for_listing(self):
        """Rows of a bundle in their order, with what its page and its print show."""
        return (
            self.select_related("application__employer", "application__meister")
            .prefetch_related(Prefetch("application__qualifications", queryset=qualifications()))
            .order_by("order")
        )
