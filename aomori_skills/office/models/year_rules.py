"""Rules that change every April, as rows of a fiscal year."""

from django.db import models
from django.db.models import Q

from aomori_skills.base import fiscal_year, history
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.office.choices import SourceStatus, Strictness
from aomori_skills.office.models.shipped import ShippedModel
from aomori_skills.office.querysets import YearRuleQuerySet

JUDGING_AREAS = ("実技指導", "魅力発信")
"""分野 of rules by which requests are judged; of others it means nothing how strict they are."""


@history.tracked(exclude=("shipped_key",))
class YearRule(ShippedModel, VersionedModel):
    """One value of one fiscal year: cap, hours, amount, age, deadline or limit.

    ``value`` is empty exactly while the status is 未定: unknown, never zero.
    """

    fiscal_year = models.PositiveSmallIntegerField("年度")
    area = models.CharField("分野", max_length=30)
    applies_to = models.CharField("対象", max_length=60)
    rule = models.CharField("項目", max_length=60)
    value = models.DecimalField("値", max_digits=14, decimal_places=2, null=True, blank=True)
    unit = models.CharField("単位・条件", max_length=60, blank=True)
    strictness = models.CharField(
        "基準の扱い", max_length=10, choices=Strictness, default=Strictness.STRICT
    )
    status = models.CharField("確認状況", max_length=20, choices=SourceStatus)
    source = models.CharField("根拠", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("並び順", default=0)

    objects = YearRuleQuerySet.as_manager()

    class Meta:
        verbose_name = "年度の基準"
        verbose_name_plural = "年度の基準"
        ordering = ("-fiscal_year", "order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("fiscal_year", "area", "applies_to", "rule", "unit"), name="year_rule_once"
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True, status=SourceStatus.UNSET)
                | (Q(value__isnull=False) & ~Q(status=SourceStatus.UNSET)),
                name="year_rule_value_unless_unset",
                violation_error_message="値を入力するか、確認状況を「未定」にしてください。",
            ),
            models.CheckConstraint(
                condition=Q(value__isnull=True) | Q(value__gte=0),
                name="year_rule_not_negative",
                violation_error_message="値は0以上で入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(strictness__in=Strictness.values), name="year_rule_strictness_known"
            ),
        ]

    @property
    def judges_requests(self) -> bool:
        return self.area in JUDGING_AREAS

    def __str__(self):
        return (
            f"{fiscal_year.label(self.fiscal_year)} {self.area}・{self.rule}（{self.applies_to}）"
        )

    @property
    def value_text(self) -> str:
        """The value as people write it (15, 10.21, 2,000); empty while it is unset."""
        if self.value is None:
            return ""
        return f"{self.value:,.2f}".rstrip("0").rstrip(".")
