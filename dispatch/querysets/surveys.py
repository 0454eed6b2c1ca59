"""Questions about surveys, in the office's words."""

from datetime import date

from django.db import models
from django.db.models import Case, Count, F, Q, Value, When
from django.db.models.functions import Coalesce, TruncDate

from aomori_skills.office.models import Organization
from aomori_skills.office.querysets import fold_and_search
from aomori_skills.paperwork.choices import MessageState
from dispatch.choices import AddresseeState as State
from dispatch.choices import ProposalState, Standing
from dispatch.rules.surveys import ANSWERED

KEPT = Q(addressees__organization__merged_into__isnull=True)


def has_left(prefix: str = "") -> Q:
    """Sent by hand, or the letter or mail has left and was not made 欠番 afterwards."""
    arrived = {
        f"{prefix}message__state": MessageState.SENT,
        f"{prefix}message__document__voided_at__isnull": True,
    }
    return Q(**{f"{prefix}sent_on__isnull": False}) | Q(**arrived)


def left_on() -> Case:
    """The day on which it was sent: as written down, or that of the letter or mail."""
    return Case(
        When(sent_on__isnull=False, then=F("sent_on")),
        When(
            has_left(),
            then=Coalesce("message__document__issued_on", TruncDate("message__sent_at")),
        ),
        output_field=models.DateField(),
    )


def _of(condition: Q) -> Count:
    return Count("addressees", filter=condition & KEPT)


class SurveyQuerySet(models.QuerySet):
    def search(self, text: str):
        return fold_and_search(self, text, "name")

    def in_fiscal_year(self, year: int):
        return self.filter(fiscal_year=year)

    def open(self):
        return self.filter(closed_on__isnull=True)

    def for_listing(self):
        """With the numbers of the 回収率 as a whole."""
        return self.select_related("owner").annotate(
            addressee_count=_of(Q()),
            sent_count=_of(has_left("addressees__")),
            undeliverable_count=_of(Q(addressees__state=State.UNDELIVERABLE)),
            declined_count=_of(Q(addressees__state=State.DECLINED)),
            reply_count=_of(Q(addressees__state=State.REPLIED)),
        )


class AddresseeQuerySet(models.QuerySet):
    def search(self, text: str):
        """By the organization, or by the name of who answered."""
        found = Organization.objects.search(text)
        return self.filter(Q(organization__in=found) | Q(replied_by__icontains=text.strip()))

    def with_standing(self, today: date):
        """``left_on``, the day on which it was sent, and how it stands on ``today``."""
        return self.annotate(left_on=left_on()).annotate(
            standing=Case(
                When(state__in=(State.UNDELIVERABLE, *ANSWERED), then=F("state")),
                When(left_on__isnull=True, then=Value(Standing.UNSENT.value)),
                When(survey__reply_by__lt=today, then=Value(Standing.UNANSWERED.value)),
                default=Value(Standing.SENT.value),
                output_field=models.CharField(choices=Standing),
            )
        )

    def to_write(self):
        """Nothing has left, and no letter or mail waits to leave."""
        none = Q(message__isnull=True) | Q(message__state=MessageState.CANCELLED)
        voided = Q(message__document__voided_at__isnull=False)
        return self.filter(none | voided, state=State.UNSENT)

    def to_answer(self):
        """What may still be written on a reply form."""
        return self.exclude(state__in=(State.UNDELIVERABLE, *ANSWERED))

    def overdue(self, today: date):
        """未回答 of waves that still take answers."""
        return self.with_standing(today).filter(
            standing=Standing.UNANSWERED, survey__closed_on__isnull=True
        )

    def for_listing(self):
        return self.select_related(
            "survey__owner", "organization__municipality", "contact", "message", "reminder"
        )

    def for_letters(self):
        """With all that a letter, a reply form and a page read."""
        return self.select_related(
            "survey__owner",
            "organization__municipality",
            "contact__department",
            "message__document",
            "reminder",
            "typed_by",
        )


class _TakenUpQuerySet(models.QuerySet):
    """``taken_up`` says what became of a row."""

    taken_up: Q

    def search(self, text: str):
        found = Organization.objects.search(text)
        own = Q(pk__in=fold_and_search(self.model.objects.all(), text, *self.words).values("pk"))
        return self.filter(Q(addressee__organization__in=found) | own)

    def open(self):
        return self.filter(~self.taken_up, dropped_on__isnull=True)

    def with_outcome(self):
        return self.annotate(
            outcome=Case(
                When(self.taken_up, then=Value(ProposalState.TAKEN_UP.value)),
                When(dropped_on__isnull=False, then=Value(ProposalState.DROPPED.value)),
                default=Value(ProposalState.OPEN.value),
                output_field=models.CharField(choices=ProposalState),
            )
        )

    def of_kept(self):
        """Without the answers of organizations that were merged into another."""
        return self.filter(addressee__organization__merged_into__isnull=True)


class WishQuerySet(_TakenUpQuerySet):
    taken_up = Q(request__isnull=False)
    words = ("trade__name", "content", "when")

    def for_listing(self):
        return (
            self.of_kept()
            .with_outcome()
            .select_related(
                "addressee__survey__owner",
                "addressee__organization__municipality",
                "trade",
                "operation",
                "request",
            )
            .order_by("-addressee__replied_on", "addressee__organization__kana", "pk")
        )


class ProposalQuerySet(_TakenUpQuerySet):
    taken_up = Q(candidate__isnull=False)
    words = ("name", "position", "note")

    def for_listing(self):
        return (
            self.of_kept()
            .with_outcome()
            .select_related(
                "addressee__survey__owner",
                "addressee__organization__municipality",
                "trade",
                "candidate",
            )
            .order_by("-addressee__replied_on", "addressee__organization__kana", "pk")
        )
