"""Questions about planned and recorded visits, in the office's words."""

from datetime import date

from django.db import models

from aomori_skills.office.querysets import SearchableQuerySet
from meisters.choices import VisitWay


class PlannedVisitQuerySet(models.QuerySet):
    def in_fiscal_year(self, year: int):
        return self.filter(fiscal_year=year)

    def open(self):
        """Neither done nor given up."""
        return self.filter(visit__isnull=True, cancelled_on__isnull=True)


class VisitQuerySet(SearchableQuerySet):
    def on_site(self):
        """Only what counts as 開拓訪問."""
        return self.filter(way=VisitWay.VISIT)

    def with_next_action(self):
        """What was promised and is not done yet."""
        return self.filter(next_on__isnull=False, next_done_on__isnull=True)

    def to_act_on(self, *, by: date):
        return self.with_next_action().filter(next_on__lte=by)
