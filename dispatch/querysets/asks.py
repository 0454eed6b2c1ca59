"""Questions about 打診, in the office's words."""

from datetime import date

from django.db.models import Q

from aomori_skills.office.querysets import SearchableQuerySet
from dispatch.choices import AskState
from dispatch.rules.asks import OPEN, RUNNING


class AskQuerySet(SearchableQuerySet):
    def _holds(self, word: str) -> Q:
        """By the person asked, or by the request."""
        from dispatch.models import Assistant, DispatchRequest, SkilledWorker  # they import this
        from meisters.models import Meister

        return (
            Q(meister__in=Meister.objects.search(word))
            | Q(skilled_worker__in=SkilledWorker.objects.search(word))
            | Q(assistant__in=Assistant.objects.search(word))
            | Q(request__in=DispatchRequest.objects.search(word))
        )

    def in_fiscal_year(self, year: int):
        return self.filter(request__fiscal_year=year)

    def running(self):
        """Of requests that are not over."""
        return self.filter(request__state__in=RUNNING)

    def open(self):
        return self.running().filter(state__in=OPEN)

    def waiting(self):
        """Asked, and no answer yet."""
        return self.running().filter(state=AskState.ASKED)

    def overdue(self, today: date):
        return self.waiting().filter(reply_by__lt=today)

    def without_consent(self):
        """Who said yes, and whose 派遣承諾書 has not come."""
        return self.running().filter(state=AskState.ACCEPTED, consent_on=None)

    def for_listing(self):
        return self.select_related(
            "request__client",
            "request__trade",
            "request__owner",
            "meister",
            "skilled_worker",
            "assistant",
            "message",
            "by",
        )
