"""Questions about explanations, in the office's words."""

from django.db import models
from django.db.models import Q

from aomori_skills.paperwork.choices import MessageState


class BriefingQuerySet(models.QuerySet):
    pass


class BriefedQuerySet(models.QuerySet):
    def told(self):
        """Explained face to face, or by a letter or mail that has left."""
        return self.filter(Q(message__isnull=True) | Q(message__state=MessageState.SENT))
