"""Questions about planned and recorded visits, in the office's words."""

from datetime import date

from django.db import models
from django.db.models import Case, Count, F, Q, Value, When

from aomori_skills.base import fiscal_year
from aomori_skills.office.querysets import SearchableQuerySet
from meisters.choices import PlanState, VisitWay


class PlannedVisitQuerySet(models.QuerySet):
    def search(self, text: str):
        """By the name, reading or place of the organization, or by the aim."""
        organizations = self.model._meta.get_field("organization").related_model.objects
        found = organizations.search(text)
        return self.filter(Q(organization__in=found) | Q(aim__icontains=text.strip()))

    def in_fiscal_year(self, year: int):
        return self.filter(fiscal_year=year)

    def open(self):
        """Neither done nor given up."""
        return self.filter(visit__isnull=True, cancelled_on__isnull=True)

    def standing(self):
        """Not given up: still planned, or done."""
        return self.filter(Q(visit__isnull=False) | Q(cancelled_on__isnull=True))

    def in_state(self, state: str):
        if state == PlanState.VISITED:
            return self.filter(visit__isnull=False)
        if state == PlanState.CANCELLED:
            return self.filter(visit__isnull=True, cancelled_on__isnull=False)
        return self.open()

    def this_month(self, today: date):
        """Planned for the month of ``today`` and not done."""
        return self.open().filter(fiscal_year=fiscal_year.of(today), month=today.month)

    def late(self, today: date):
        """Planned for a month that is over, and neither done nor given up."""
        year = fiscal_year.of(today)
        gone = [day.month for day in fiscal_year.months(year) if day < today.replace(day=1)]
        return self.open().filter(Q(fiscal_year__lt=year) | Q(fiscal_year=year, month__in=gone))

    def for_listing(self):
        """In the order of the year's months."""
        return (
            self.select_related("organization__municipality", "trade", "staff", "visit")
            .annotate(place_in_year=_place_in_year())
            .order_by("-fiscal_year", "place_in_year", "planned_on", "organization__kana", "pk")
        )


class VisitQuerySet(SearchableQuerySet):
    """``search`` finds a visit by the words of its organization too."""

    def _holds(self, word: str) -> Q:
        return (
            super()._holds(word)
            | Q(organization__search_text__contains=word)
            | Q(organization__municipality__search_text__contains=word)
        )

    def in_fiscal_year(self, year: int):
        return self.filter(visited_on__range=fiscal_year.days(year))

    def on_site(self):
        """Only what counts as 開拓訪問."""
        return self.filter(way=VisitWay.VISIT)

    def with_next_action(self):
        """What was promised and is not done yet."""
        return self.filter(next_on__isnull=False, next_done_on__isnull=True)

    def to_act_on(self, *, by: date):
        return self.with_next_action().filter(next_on__lte=by)

    def for_listing(self):
        return (
            self.select_related("organization__municipality", "author")
            .prefetch_related("staff", "trades", "people")
            .annotate(found=Count("candidates", distinct=True))
            .order_by("-visited_on", "-starts_at", "-pk")
        )

    def for_page(self):
        """With everything that the page and the 復命書 show."""
        return self.select_related("organization__municipality", "author", "plan__trade")


def _place_in_year():
    """April is 0, March is 11."""
    first = fiscal_year.FIRST_MONTH
    return Case(
        When(month__gte=first, then=F("month") - Value(first)),
        default=F("month") + Value(12 - first),
        output_field=models.IntegerField(),
    )
