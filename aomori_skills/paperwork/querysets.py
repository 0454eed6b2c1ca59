"""Questions to the papers, in the office's words."""

from django.db import models
from django.db.models import Q

from aomori_skills.base import roles
from aomori_skills.office.querysets import SearchableQuerySet
from aomori_skills.paperwork.choices import Channel, MessageState


class NumberSeriesQuerySet(models.QuerySet):
    def locked(self, symbol: str, fiscal_year: int):
        """The counter of ``symbol`` in ``fiscal_year``, locked until the transaction ends."""
        start = self.model(symbol=symbol, fiscal_year=fiscal_year)
        self.bulk_create([start], ignore_conflicts=True)
        return self.select_for_update().get(symbol=symbol, fiscal_year=fiscal_year)


class DocumentQuerySet(SearchableQuerySet):
    """``search`` looks at number, subject and addressee."""

    def in_fiscal_year(self, fiscal_year: int):
        return self.filter(fiscal_year=fiscal_year)

    def valid(self):
        """Those that are not 欠番."""
        return self.filter(voided_at__isnull=True)

    def voided(self):
        return self.filter(voided_at__isnull=False)

    def for_listing(self):
        return self.select_related("issued_by", "reissue_of").defer("letter", "reissue_of__letter")

    def for_detail(self):
        return self.select_related("issued_by", "voided_by", "reissue_of")


class AttachmentQuerySet(models.QuerySet):
    def kept(self):
        """Those that nobody removed."""
        return self.filter(removed_at__isnull=True)


class DisclosureQuerySet(SearchableQuerySet):
    """``search`` looks at what was taken out and under which conditions."""

    def for_listing(self):
        return self.select_related("by")


class JobQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Own ones, and those whose permission ``user`` has; who manages jobs sees all."""
        if user.has_perm("paperwork.manage_jobs"):
            return self
        held = [name for name in roles.PERMISSIONS if user.has_perm(name)]
        return self.filter(Q(by=user) | Q(permission__in=held))

    def unfinished(self):
        return self.filter(finished_at__isnull=True)

    def news_for(self, user):
        """Own ones that are under way, or whose end ``user`` has not seen."""
        return self.filter(by=user, seen_at__isnull=True)

    def for_listing(self):
        return self.select_related("by", "result")


class MessageQuerySet(SearchableQuerySet):
    """``search`` looks at addressee and subject."""

    def waiting(self):
        """What a person still has to send, or to look at because it failed."""
        return self.filter(state__in=(MessageState.DRAFT, MessageState.FAILED))

    def news_for(self, user):
        """Own ones that are still to be sent, or looked at because they failed."""
        return self.waiting().filter(author=user)

    def for_listing(self):
        return self.select_related("author", "batch", "template", "document").defer(
            "body", "items", "document__letter"
        )

    def for_detail(self):
        return self.select_related("author", "sent_by", "batch", "template", "document", "copy")

    def letters_to_post(self):
        """In the order in which the letters are numbered, without those made 欠番."""
        kept = self.filter(channel=Channel.LETTER, document__voided_at=None)
        return kept.exclude(state=MessageState.CANCELLED).order_by("pk")
