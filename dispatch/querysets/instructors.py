"""Questions about instructors who are not meisters, in the office's words."""

from datetime import date

from django.db.models import Q

from meisters.querysets.people import PersonQuerySet


class _RegisteredQuerySet(PersonQuerySet):
    def registered(self, day: date):
        """Those who can be asked on that day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day))


class SkilledWorkerQuerySet(_RegisteredQuerySet):
    def for_listing(self):
        return self.select_related("trade", "employer", "municipality")


class AssistantQuerySet(_RegisteredQuerySet):
    def for_listing(self):
        return self.select_related("employer", "municipality")
