"""Questions about 打診, in the office's words."""

from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q

from aomori_skills.office.querysets import SearchableQuerySet
from aomori_skills.paperwork.choices import MessageState
from dispatch.choices import AskState, AssignmentState, InstructorRole
from dispatch.rules.asks import OPEN, RUNNING
from meisters.choices import Way


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
        """Of those whose letter has left, if they are asked by one (``Ask.is_unsent``)."""
        unsent = Q(way__in=(Way.EMAIL, Way.POST), message__isnull=False) & ~Q(
            message__state=MessageState.SENT
        )
        return self.waiting().filter(reply_by__lt=today).exclude(unsent)

    def without_consent(self):
        """Who said yes, and whose 派遣承諾書 has not come (``rules.asks.needs_consent``).

        Of who was released from all the days nobody waits for one.
        """
        from dispatch.models import AskedSession  # it imports this

        booked = AskedSession.objects.filter(ask=OuterRef("pk"), assignment__isnull=False)
        going = booked.exclude(assignment__state=AssignmentState.RELEASED)
        bound = ~Q(role=InstructorRole.ASSISTANT) | Q(message__isnull=False)
        rows = self.running().filter(bound, state=AskState.ACCEPTED, consent_on=None)
        return rows.filter(Exists(going) | ~Exists(booked))

    def with_days(self):
        """With the sessions that each was asked for."""
        from dispatch.models import AskedSession  # it imports this

        asked = AskedSession.objects.select_related(
            "session__municipality", "municipality", "assignment"
        )
        return self.prefetch_related(Prefetch("sessions", asked))

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
