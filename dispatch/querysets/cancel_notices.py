"""Questions about 取りやめのお知らせ, in the office's words."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Exists, OuterRef, Q

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

    def told_last(self):
        """Told, and no decision has been told to them since: they expect nothing."""
        from dispatch.models import DecisionNotice  # models import this module

        since = DecisionNotice.objects.filter(
            SENT,
            version__request=OuterRef("request"),
            person=OuterRef("person"),
            message__gt=OuterRef("message"),
        )
        return self.told().filter(~Exists(since))


def called_off() -> ArraySubquery:
    """Names of those who expect nothing any more of the outer request."""
    from dispatch.models import CancelNotice  # models import this module

    rows = CancelNotice.objects.told_last().filter(request=OuterRef("pk"))
    return ArraySubquery(rows.order_by("pk").values("name"))
