"""Questions about the yearly confirmation, in the office's words."""

from django.db import models

from meisters.choices import StillActive


class ConfirmationRoundQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_on__isnull=True)


class ConfirmationQuerySet(models.QuerySet):
    def unanswered(self):
        return self.filter(answer=StillActive.PENDING)
