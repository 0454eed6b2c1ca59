"""Questions about decided plans, in the office's words."""

from django.db import models

from dispatch.rules.workflows import APPROVED_STATES


class PlanVersionQuerySet(models.QuerySet):
    def latest_of_each(self):
        """The newest version of each request."""
        newer = self.model._base_manager.filter(
            request=models.OuterRef("request"), number__gt=models.OuterRef("number")
        )
        return self.filter(~models.Exists(newer))

    def in_force(self, year: int):
        """The newest versions of the year's requests that stand decided."""
        rows = self.filter(request__fiscal_year=year, request__state__in=APPROVED_STATES)
        return rows.latest_of_each()

    def for_page(self):
        return self.select_related("approved_by", "approved_for").order_by("-number")
