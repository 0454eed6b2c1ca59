"""訪問計画: the year's plan of visits."""

from datetime import date

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aomori_skills.base import fiscal_year, history
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.office.models import Organization, Trade
from meisters.choices import PlanState
from meisters.querysets.visits import PlannedVisitQuerySet


@history.tracked()
class PlannedVisit(VersionedModel):
    """訪問計画: whom to visit in which month of a fiscal year, and who goes."""

    NAMED_BY = ("organization",)

    fiscal_year = models.PositiveSmallIntegerField("年度")
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="planned_visits",
        verbose_name="訪問先",
    )
    trade = models.ForeignKey(
        Trade,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="planned_visits",
        verbose_name="開拓する職種",
    )
    month = models.PositiveSmallIntegerField(
        "予定月", validators=(MinValueValidator(1), MaxValueValidator(12))
    )
    planned_on = models.DateField("予定日", null=True, blank=True)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="planned_visits",
        verbose_name="担当者",
    )
    aim = models.CharField("ねらい", max_length=200, blank=True)
    cancelled_on = models.DateField("取りやめた日", null=True, blank=True)
    cancel_reason = models.CharField("取りやめた理由", max_length=200, blank=True)

    objects = PlannedVisitQuerySet.as_manager()

    class Meta:
        verbose_name = "訪問計画"
        verbose_name_plural = "訪問計画"
        ordering = ("-fiscal_year", "month", "planned_on", "pk")
        indexes = [models.Index(fields=("fiscal_year", "month"), name="planned_visit_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12), name="planned_visit_month_exists"
            ),
            models.CheckConstraint(
                condition=Q(planned_on__isnull=True)
                | Q(
                    planned_on__month=F("month"),
                    planned_on__year=F("fiscal_year"),
                    month__gte=fiscal_year.FIRST_MONTH,
                )
                | Q(
                    planned_on__month=F("month"),
                    planned_on__year=F("fiscal_year") + 1,
                    month__lt=fiscal_year.FIRST_MONTH,
                ),
                name="planned_visit_day_in_month",
                violation_error_message="予定日は予定月の日付を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_on__isnull=True, cancel_reason="")
                | (Q(cancelled_on__isnull=False) & ~Q(cancel_reason="")),
                name="planned_visit_cancelled_with_reason",
                violation_error_message="取りやめるときは理由を入力してください。",
            ),
        ]

    def __str__(self):
        return f"{self.organization}への訪問（{self.month}月）"

    def get_absolute_url(self):
        return reverse("meisters:plan_detail", args=(self.pk,))

    @property
    def state(self) -> str:
        """Done beats cancelled: what took place took place."""
        if getattr(self, "visit", None):
            return PlanState.VISITED
        return PlanState.CANCELLED if self.cancelled_on else PlanState.PLANNED

    def get_state_display(self) -> str:
        return PlanState(self.state).label

    @property
    def first_of_month(self) -> date:
        """The first day of the month for which the visit is planned."""
        return fiscal_year.first_of_month(self.fiscal_year, self.month)
