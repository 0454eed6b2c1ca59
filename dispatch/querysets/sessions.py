"""Questions about sessions and the people who go, in the office's words."""

from django.db import models

from aomori_skills.base import fiscal_year
from dispatch.choices import AssignmentState, SessionState


class SessionQuerySet(models.QuerySet):
    def in_fiscal_year(self, year: int):
        return self.filter(held_on__range=fiscal_year.days(year))

    def standing(self):
        """Not cancelled."""
        return self.exclude(state=SessionState.CANCELLED)

    def for_listing(self):
        return self.select_related("request__client", "request__trade", "municipality", "attendant")

    def with_people(self):
        """With everything that a plan says of a session, in the order of the day."""
        from dispatch.models import Assignment  # models import this module

        people = Assignment.objects.for_listing().select_related(
            "meister__employer", "skilled_worker__employer", "assistant__employer"
        )
        return (
            self.select_related("trade", "operation", "municipality", "attendant")
            .prefetch_related(models.Prefetch("assignments", people))
            .order_by("held_on", "starts_at", "pk")
        )


class AssignmentQuerySet(models.QuerySet):
    def standing(self):
        return self.exclude(state=AssignmentState.RELEASED)

    def confirmed(self):
        return self.filter(state=AssignmentState.CONFIRMED)

    def for_listing(self):
        return self.select_related("meister", "skilled_worker", "assistant")
