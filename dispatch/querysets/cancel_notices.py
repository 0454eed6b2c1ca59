"""Questions about 取りやめのお知らせ, in the office's words."""

from django.db import models
from django.db.models import Q

from aomori_skills.paperwork.choices import MessageState
from dispatch.querysets.decisions import SENT

UNDRAFTED = Q(message=None) | Q(message__document__voided_at__isnull=False)
OVER = (MessageState.SENT, MessageState.CANCELLED)


class CancelNoticeQuerySet(models.QuerySet):
    def undrafted(self):
        """Nothing is written, or its number was made void."""
        return self.filter(UNDRAFTED)

    def open(self):
        """Neither told yet nor given up (the draft was cancelled)."""
        return self.filter(UNDRAFTED | ~Q(message__state__in=OVER))

    def told(self):
        return self.filter(SENT)
