"""Questions about the yearly confirmation, in the office's words."""

from datetime import date

from django.db import models
from django.db.models import Count, Exists, Max, OuterRef, Q

from meisters.choices import StillActive
from meisters.querysets.briefings import LEAVING
from meisters.rules.confirmations import BEFORE

ANSWERS = tuple(answer.value for answer in StillActive)


KEPT = Q(confirmations__meister__merged_into=None)


def _of(condition: Q) -> Count:
    return Count("confirmations", filter=condition & KEPT)


class ConfirmationRoundQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_on__isnull=True)

    def for_listing(self):
        """With the number of those asked, and of each answer."""
        counts = {f"count_{answer}": _of(Q(confirmations__answer=answer)) for answer in ANSWERS}
        answered = _of(~Q(confirmations__answer=StillActive.PENDING))
        return self.select_related("owner").annotate(asked=_of(Q()), answered=answered, **counts)


class ConfirmationQuerySet(models.QuerySet):
    def search(self, text: str):
        return self.filter(meister__in=_meisters().search(text))

    def unanswered(self):
        return self.filter(answer=StillActive.PENDING)

    def in_open_rounds(self):
        return self.filter(round__closed_on__isnull=True)

    def overdue(self, today: date):
        """Not answered though the day to answer by has passed."""
        return self.in_open_rounds().unanswered().filter(round__reply_by__lt=today)

    def to_act(self):
        """Who wants to pause or resign while the register still says otherwise."""
        condition = Q(pk__in=())
        for answer, states in BEFORE.items():
            condition |= Q(answer=answer, meister__state__in=states)
        return self.filter(condition).filter(_newest())

    def with_people(self):
        """With what a letter needs, in the order of the kana; ``waits`` if one has not left yet."""
        unsent = Q(message__state__in=LEAVING) | Q(calls__message__state__in=LEAVING)
        return (
            self.select_related("round", "meister")
            .prefetch_related("meister__trades__trade", "meister__trades__operation")
            .annotate(waits=Count("pk", filter=unsent))
            .order_by("meister__family_kana", "meister__given_kana", "pk")
        )

    def for_listing(self):
        """With the last try to reach the person, and how many there were."""
        return (
            self.select_related("round", "meister", "message", "answer_typed_by")
            .prefetch_related("meister__trades__trade", "meister__trades__operation")
            .annotate(calls_made=Count("calls"), last_called_on=Max("calls__called_on"))
        )


def _newest() -> models.Q:
    """Without a later round that asked the same person: an old answer asks for nothing any more."""
    from meisters.models import Confirmation  # models import this module

    later = Confirmation.objects.filter(
        meister=OuterRef("meister"), round__fiscal_year__gt=OuterRef("round__fiscal_year")
    ).exclude(answer=StillActive.PENDING)
    return ~Exists(later)


def _meisters():
    from meisters.models import Meister  # models import this module

    return Meister.objects
