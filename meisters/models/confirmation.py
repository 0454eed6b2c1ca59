"""活動継続の確認: once a year every active meister is asked whether they go on."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aomori_skills.base import fiscal_year, history
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.base.merging import kept_rows
from aomori_skills.paperwork.models import OutgoingMessage
from meisters.choices import StillActive, Way
from meisters.models.meister import Meister
from meisters.querysets.confirmations import ConfirmationQuerySet, ConfirmationRoundQuerySet

User = settings.AUTH_USER_MODEL


@history.tracked()
class ConfirmationRound(VersionedModel):
    """The round of one fiscal year."""

    fiscal_year = models.PositiveSmallIntegerField("年度", unique=True)
    opened_on = models.DateField("開始日")
    reply_by = models.DateField("回答期限")
    closed_on = models.DateField("終了日", null=True, blank=True)
    note = models.TextField("備考", blank=True, max_length=1000)
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="confirmation_rounds", verbose_name="担当者"
    )

    objects = ConfirmationRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "活動継続の確認"
        verbose_name_plural = "活動継続の確認"
        ordering = ("-fiscal_year",)
        constraints = [
            models.CheckConstraint(
                condition=Q(reply_by__gte=F("opened_on")),
                name="confirmation_reply_after_opening",
                violation_error_message="回答期限は開始日以後の日付を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="confirmation_closed_after_opening",
                violation_error_message="終了日は開始日以後の日付を入力してください。",
            ),
        ]

    def __str__(self):
        return f"{fiscal_year.label(self.fiscal_year)} 活動継続の確認"

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def get_absolute_url(self):
        return reverse("meisters:confirmation_detail", args=(self.pk,))


@history.tracked()
class Confirmation(models.Model):
    """One person's answer, typed in by the staff; 未回答 until then."""

    NAMED_BY = ("meister",)

    round = models.ForeignKey(
        ConfirmationRound,
        on_delete=models.PROTECT,
        related_name="confirmations",
        verbose_name="活動継続の確認",
    )
    meister = models.ForeignKey(
        Meister, on_delete=models.PROTECT, related_name="confirmations", verbose_name="マイスター"
    )
    message = models.ForeignKey(
        OutgoingMessage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="確認文書",
    )
    answer = models.CharField(
        "回答", max_length=10, choices=StillActive, default=StillActive.PENDING
    )
    answered_on = models.DateField("回答日", null=True, blank=True)
    answered_way = models.CharField("回答方法", max_length=10, choices=Way, blank=True)
    answer_typed_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="入力者",
    )
    note = models.CharField("備考", max_length=200, blank=True)

    objects = kept_rows(ConfirmationQuerySet, owner="meister")
    with_merged = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = "活動継続の回答"
        verbose_name_plural = "活動継続の回答"
        ordering = ("round", "pk")
        constraints = [
            models.UniqueConstraint(fields=("round", "meister"), name="confirmation_once"),
            models.CheckConstraint(
                condition=Q(answer__in=StillActive.values), name="confirmation_answer_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    answer=StillActive.PENDING,
                    answered_on__isnull=True,
                    answered_way="",
                    answer_typed_by__isnull=True,
                )
                | (
                    ~Q(answer=StillActive.PENDING)
                    & Q(answered_on__isnull=False, answer_typed_by__isnull=False)
                    & ~Q(answered_way="")
                ),
                name="confirmation_answer_whole",
                violation_error_message="回答、回答日、回答方法をすべて入力してください。",
            ),
        ]

    def __str__(self):
        return str(self.meister)

    @property
    def code(self) -> str:
        """In the corner of the reply slip: 継続R8-00012."""
        return f"継続{fiscal_year.short(self.round.fiscal_year)}-{self.pk:05d}"

    def get_absolute_url(self):
        return reverse("meisters:confirmation_person", args=(self.pk,))


@history.tracked()
class ConfirmationCall(VersionedModel):
    """A try to reach somebody who has not answered.

    One by a letter or mail has no ``way`` of its own: its message may change from one to the other.
    """

    confirmation = models.ForeignKey(Confirmation, on_delete=models.CASCADE, related_name="calls")
    called_on = models.DateField("連絡日")
    way = models.CharField("方法", max_length=10, choices=Way, default=Way.PHONE, blank=True)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="連絡した職員"
    )
    note = models.CharField("内容", max_length=200, blank=True)
    message = models.ForeignKey(
        OutgoingMessage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="督促の文書",
    )

    class Meta:
        verbose_name = "確認の連絡"
        verbose_name_plural = "確認の連絡"
        ordering = ("called_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(message__isnull=True) & ~Q(way="")
                | Q(message__isnull=False) & Q(way=""),
                name="call_way_or_message",
            )
        ]

    def __str__(self):
        return f"{self.called_on:%Y/%m/%d} {self.way_words}"

    @property
    def way_words(self) -> str:
        return self.message.get_channel_display() if self.message else self.get_way_display()
