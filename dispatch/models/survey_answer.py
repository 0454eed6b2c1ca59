"""What an answer to a survey asks for and names: wishes and proposed persons."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from aomori_skills.base import history
from aomori_skills.office.models import Operation, Trade
from dispatch.choices import DispatchKind, ProposalState
from dispatch.models.survey_addressee import SurveyAddressee
from dispatch.querysets.surveys import ProposalQuerySet, WishQuerySet
from meisters.models import Candidate


@history.tracked()
class SurveyWish(models.Model):
    """派遣の希望: a line of the answer; becomes a request, or is dropped with a reason."""

    NAMED_BY = ("trade",)

    addressee = models.ForeignKey(
        SurveyAddressee, on_delete=models.CASCADE, related_name="wishes", verbose_name="調査先"
    )
    kind = models.CharField("派遣の区分", max_length=20, choices=DispatchKind)
    trade = models.ForeignKey(
        Trade, on_delete=models.PROTECT, related_name="survey_wishes", verbose_name="職種"
    )
    operation = models.ForeignKey(
        Operation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="作業",
    )
    people = models.PositiveSmallIntegerField(
        "受講予定人数", null=True, blank=True, validators=(MinValueValidator(1),)
    )
    sessions = models.PositiveSmallIntegerField(
        "希望回数", null=True, blank=True, validators=(MinValueValidator(1),)
    )
    when = models.CharField("希望時期", max_length=100, blank=True)
    content = models.CharField("希望する内容", max_length=300, blank=True)
    dropped_on = models.DateField("見送った日", null=True, blank=True)
    drop_reason = models.CharField("見送りの理由", max_length=200, blank=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = "派遣の希望"
        verbose_name_plural = "派遣の希望"
        ordering = ("addressee", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=DispatchKind.values), name="wish_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, drop_reason="")
                | (Q(dropped_on__isnull=False) & ~Q(drop_reason="")),
                name="wish_dropped_with_reason",
                violation_error_message="見送るときは理由を入力してください。",
            ),
        ]

    def __str__(self):
        return f"{self.trade}（{self.get_kind_display()}）"

    @property
    def outcome_word(self) -> str:
        """Of a row of ``with_outcome()``."""
        return ProposalState(self.outcome).label


@history.tracked()
class SurveyProposal(models.Model):
    """候補者の推薦: a person named in the answer; becomes a candidate, or is dropped."""

    addressee = models.ForeignKey(
        SurveyAddressee, on_delete=models.CASCADE, related_name="proposals", verbose_name="調査先"
    )
    name = models.CharField("氏名", max_length=60)
    trade = models.ForeignKey(
        Trade,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="職種",
    )
    position = models.CharField("役職・部署", max_length=60, blank=True)
    note = models.CharField("備考", max_length=200, blank=True)
    candidate = models.ForeignKey(
        Candidate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="survey_proposals",
        verbose_name="候補者",
    )
    dropped_on = models.DateField("見送った日", null=True, blank=True)
    drop_reason = models.CharField("見送りの理由", max_length=200, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "候補者の推薦"
        verbose_name_plural = "候補者の推薦"
        ordering = ("addressee", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, drop_reason="")
                | (Q(dropped_on__isnull=False, candidate__isnull=True) & ~Q(drop_reason="")),
                name="proposal_dropped_with_reason",
                violation_error_message="見送るときは理由を入力してください。",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def outcome_word(self) -> str:
        """Of a row of ``with_outcome()``."""
        return ProposalState(self.outcome).label
