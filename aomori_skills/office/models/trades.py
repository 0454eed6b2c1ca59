"""職種: the skill occupations, with their former names and the 作業 below them."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from aomori_skills.base import history
from aomori_skills.base.kana import FoldedText
from aomori_skills.office.choices import SourceStatus
from aomori_skills.office.models.shipped import ShippedModel
from aomori_skills.office.querysets import TradeQuerySet


@history.tracked(exclude=("search_text", "shipped_key"))
class Trade(ShippedModel):
    """A skill occupation in which a person may be certified between two days (inclusive)."""

    field = models.CharField("分野", max_length=30)
    name = models.CharField("職種名", max_length=60, unique=True)
    kana = models.CharField("職種名（カナ）", max_length=120, blank=True)
    certifiable_from = models.DateField("認定対象の開始日", null=True, blank=True)
    certifiable_to = models.DateField("認定対象の終了日", null=True, blank=True)
    status = models.CharField(
        "根拠の確認", max_length=20, choices=SourceStatus, default=SourceStatus.UNCONFIRMED
    )
    order = models.PositiveSmallIntegerField("並び順", default=0)
    search_text = models.GeneratedField(
        expression=FoldedText("name", "kana"), output_field=models.TextField(), db_persist=True
    )

    objects = TradeQuerySet.as_manager()

    class Meta:
        verbose_name = "職種"
        verbose_name_plural = "職種"
        ordering = ("order", "pk")
        indexes = [
            GinIndex(fields=["search_text"], name="trade_search", opclasses=["gin_trgm_ops"])
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(certifiable_from__isnull=True)
                | Q(certifiable_to__isnull=True)
                | Q(certifiable_to__gte=F("certifiable_from")),
                name="trade_ends_after_start",
                violation_error_message="終了日は開始日以後の日付を入力してください。",
            ),
        ]

    def __str__(self):
        return self.name


@history.tracked(exclude=("search_text",))
class FormerTradeName(models.Model):
    """旧名称: a name under which the trade was known until a day."""

    trade = models.ForeignKey(
        Trade, on_delete=models.CASCADE, related_name="former_names", verbose_name="職種"
    )
    name = models.CharField("旧名称", max_length=60)
    used_until = models.DateField("使用終了日", null=True, blank=True)
    search_text = models.GeneratedField(
        expression=FoldedText("name"), output_field=models.TextField(), db_persist=True
    )

    class Meta:
        verbose_name = "職種の旧名称"
        verbose_name_plural = "職種の旧名称"
        ordering = ("trade", "name")
        constraints = [
            models.UniqueConstraint(fields=("trade", "name"), name="former_name_once"),
        ]

    def __str__(self):
        return self.name


@history.tracked(exclude=("shipped_key",))
class Operation(ShippedModel):
    """作業: a selectable task within a trade's trade test."""

    trade = models.ForeignKey(
        Trade, on_delete=models.PROTECT, related_name="operations", verbose_name="職種"
    )
    name = models.CharField("作業名", max_length=80)
    ended_on = models.DateField("廃止日", null=True, blank=True)
    order = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "作業"
        verbose_name_plural = "作業"
        ordering = ("trade__order", "trade", "order", "pk")
        constraints = [
            models.UniqueConstraint(fields=("trade", "name"), name="operation_once"),
        ]

    def __str__(self):
        return self.name
