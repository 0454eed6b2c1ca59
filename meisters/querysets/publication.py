"""Questions about publication, in the office's words."""

from django.db import models
from django.db.models import Count, Exists, OuterRef, Prefetch, Subquery
from django.db.models.functions import Coalesce

from meisters.choices import ConsentState, MeisterState, PublicItem


class PublicationQuerySet(models.QuerySet):
    """For meisters, who have an answer for each item of the public database."""

    def for_publication(self):
        """With everything that ``rules.publication.public_profile`` asks for."""
        return self.select_related("employer", "application").prefetch_related(
            "consents",
            "titles",
            self._with("trades", "trade", "operation"),
            self._with("application__qualifications", "trade"),
            self._with("application__documents", "attachment"),
        )

    def with_consent_papers(self):
        return self.prefetch_related("consents", self._with("consent_papers", "attachment"))

    def _with(self, path: str, *related: str) -> Prefetch:
        """The rows at ``path`` with what they point to, in one query."""
        model = self.model
        for name in path.split("__"):
            model = model._meta.get_field(name).related_model
        return Prefetch(path, queryset=model.objects.select_related(*related))

    def in_public(self):
        """Whom ``rules.publication`` doesn't leave out."""
        return self.filter(state=MeisterState.ACTIVE, merged_into=None).agreeing_to(PublicItem.NAME)

    def agreeing_to(self, item: str):
        """Who has said yes to the publication of the item."""
        return self.filter(Exists(self._consents(item=item, answer=ConsentState.AGREED)))

    def with_unanswered_items(self):
        """Who hasn't been asked about every item of the public database."""
        answered = self._consents().exclude(answer=ConsentState.UNKNOWN)
        counted = answered.order_by().values("meister").annotate(n=Count("pk")).values("n")
        return self.alias(answered=Coalesce(Subquery(counted), 0)).filter(
            answered__lt=len(PublicItem)
        )

    def without_consent_paper(self):
        """Who has said yes or no to an item without a paper to show for it."""
        answered = self._consents(evidence=None).exclude(answer=ConsentState.UNKNOWN)
        return self.filter(Exists(answered))

    def answering(self, answer: str, item: str = ""):
        """Who gave this answer to the item (to any item if none is named)."""
        named = {"item": item} if item else {}
        if answer != ConsentState.UNKNOWN:
            return self.filter(Exists(self._consents(answer=answer, **named)))
        if not item:
            return self.with_unanswered_items()
        return self.exclude(Exists(self._consents(**named).exclude(answer=answer)))

    def _consents(self, **conditions):
        rows = self.model._meta.get_field("consents").related_model.objects
        return rows.filter(meister=OuterRef("pk"), **conditions)
