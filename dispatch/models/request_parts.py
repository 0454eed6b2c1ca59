"""Rows of a request: wished dates, materials, and what a manager let pass."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q

from aomori_skills.base import history, wareki
from aomori_skills.office.models import Operation, Organization, Trade
from dispatch.choices import TaxRate
from dispatch.models.request import DispatchRequest
from dispatch.rules.check_items import RequestItem


@history.tracked()
class WishedDate(models.Model):
    """希望日: the lower the rank, the better."""

    request = models.ForeignKey(
        DispatchRequest, on_delete=models.CASCADE, related_name="wished_dates"
    )
    rank = models.PositiveSmallIntegerField("希望順", default=1, validators=(MinValueValidator(1),))
    day = models.DateField("希望日")
    starts_at = models.TimeField("開始時刻", null=True, blank=True)
    ends_at = models.TimeField("終了時刻", null=True, blank=True)
    note = models.CharField("備考", max_length=100, blank=True)

    class Meta:
        verbose_name = "希望日"
        verbose_name_plural = "希望日"
        ordering = ("rank", "day", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("request", "day", "starts_at"),
                nulls_distinct=False,
                deferrable=models.Deferrable.DEFERRED,
                name="wished_date_once",
                violation_error_message="同じ希望日が重複しています。",
            ),
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(ends_at__gt=F("starts_at")),
                name="wished_date_ends_after_start",
                violation_error_message="開始時刻と、それより後の終了時刻を入力してください。",
            ),
        ]

    def __str__(self):
        return wareki.format_date(self.day)


@history.tracked()
class RequestTrade(models.Model):
    """ほかの職種: a school day of several trades is one request, and each trade has its people."""

    request = models.ForeignKey(
        DispatchRequest, on_delete=models.CASCADE, related_name="further_trades"
    )
    trade = models.ForeignKey(
        Trade, on_delete=models.PROTECT, related_name="+", verbose_name="職種"
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
        "受講者数", null=True, blank=True, validators=(MinValueValidator(1),)
    )

    class Meta:
        verbose_name = "ほかの職種"
        verbose_name_plural = "ほかの職種"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(
                fields=("request", "trade"),
                deferrable=models.Deferrable.DEFERRED,
                name="request_trade_once",
                violation_error_message="同じ職種が重複しています。",
            ),
        ]

    def __str__(self):
        return str(self.trade)


@history.tracked()
class RequestMaterial(models.Model):
    """材料: its price is without tax, as the cap of the year's rules is."""

    request = models.ForeignKey(DispatchRequest, on_delete=models.CASCADE, related_name="materials")
    item = models.CharField("品名・規格", max_length=100)
    unit_price = models.PositiveIntegerField("単価（円・税抜）")
    quantity = models.DecimalField(
        "数量", max_digits=8, decimal_places=2, validators=(MinValueValidator(0.01),)
    )
    unit = models.CharField("単位", max_length=10, blank=True)
    tax = models.CharField("消費税率", max_length=3, choices=TaxRate, default=TaxRate.STANDARD)
    payee = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="支払先",
    )

    class Meta:
        verbose_name = "材料"
        verbose_name_plural = "材料"
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(condition=Q(quantity__gt=0), name="material_of_some_quantity"),
            models.CheckConstraint(condition=Q(tax__in=TaxRate.values), name="material_tax_known"),
        ]

    def __str__(self):
        return self.item


@history.tracked()
class RequestOverride(models.Model):
    """A rule that a manager let pass for one request, with the reason.

    It holds for what was judged then: up to ``allowed`` beyond the rule, or for just ``finding``.
    """

    request = models.ForeignKey(DispatchRequest, on_delete=models.CASCADE, related_name="overrides")
    rule = models.CharField("項目", max_length=40, choices=RequestItem)
    reason = models.TextField("理由", max_length=500)
    finding = models.TextField("認めたときの判定", max_length=1000, blank=True)
    allowed = models.DecimalField(
        "認めた超過", max_digits=14, decimal_places=2, null=True, blank=True
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="認めた承認者",
    )
    at = models.DateTimeField("日時", auto_now_add=True)

    class Meta:
        verbose_name = "派遣の基準の例外"
        verbose_name_plural = "派遣の基準の例外"
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(fields=("request", "rule"), name="request_override_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="request_override_reason_present"),
        ]

    def __str__(self):
        return self.get_rule_display()
