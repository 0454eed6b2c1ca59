"""開拓: the year's plan of visits, and what was done on each."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aomori_skills.base import fiscal_year, history
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.base.kana import FoldedText
from aomori_skills.office.models import Contact, Organization, Trade
from meisters.choices import Explained, PlanState, VisitOutcome, VisitWay
from meisters.querysets.visits import PlannedVisitQuerySet, VisitQuerySet

User = settings.AUTH_USER_MODEL


@history.tracked()
class PlannedVisit(VersionedModel):
    """訪問計画: whom to visit in which month of a fiscal year, and who goes."""

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
        User, on_delete=models.PROTECT, related_name="planned_visits", verbose_name="担当者"
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


@history.tracked(exclude=("search_text",))
class Visit(VersionedModel):
    """開拓訪問 (or another contact, by ``way``): printed as a 復命書."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="visits", verbose_name="訪問先"
    )
    plan = models.OneToOneField(
        PlannedVisit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="visit",
        verbose_name="訪問計画",
    )
    way = models.CharField("方法", max_length=10, choices=VisitWay, default=VisitWay.VISIT)
    visited_on = models.DateField("訪問日")
    starts_at = models.TimeField("開始時刻", null=True, blank=True)
    ends_at = models.TimeField("終了時刻", null=True, blank=True)
    place = models.CharField("場所", max_length=100, blank=True)
    explained = ArrayField(
        models.CharField("説明した事項", max_length=20, choices=Explained),
        verbose_name="説明した事項",
        default=list,
        blank=True,
    )
    materials = models.CharField("渡した資料", max_length=200, blank=True)
    content = models.TextField("内容", blank=True, max_length=3000)
    outcome = models.CharField("結果", max_length=20, choices=VisitOutcome, blank=True)
    findings = models.TextField("所見", blank=True, max_length=2000)
    next_action = models.CharField("次の対応", max_length=200, blank=True)
    next_on = models.DateField("次の対応の期日", null=True, blank=True)
    next_done_on = models.DateField("対応を済ませた日", null=True, blank=True)
    author = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="visits_written", verbose_name="記録者"
    )
    created_at = models.DateTimeField("記録日時", auto_now_add=True)
    staff = models.ManyToManyField(
        User, through="VisitStaff", related_name="visits", verbose_name="訪問した職員"
    )
    trades = models.ManyToManyField(
        Trade, through="VisitTrade", related_name="visits", verbose_name="開拓する職種"
    )
    search_text = models.GeneratedField(
        expression=FoldedText("place", "content", "findings", "next_action", "materials"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "開拓訪問"
        verbose_name_plural = "開拓訪問"
        ordering = ("-visited_on", "-starts_at", "-pk")
        indexes = [
            GinIndex(fields=["search_text"], name="visit_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=("organization", "-visited_on"), name="visit_timeline"),
            models.Index(fields=("-visited_on",), name="visit_day"),
            models.Index(
                fields=("next_on",),
                condition=Q(next_on__isnull=False, next_done_on__isnull=True),
                name="visit_next_due",
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(way__in=VisitWay.values), name="visit_way_known"),
            models.CheckConstraint(
                condition=Q(outcome__in=["", *VisitOutcome.values]), name="visit_outcome_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(starts_at__isnull=False),
                name="visit_end_has_start",
                violation_error_message="終了時刻だけでなく、開始時刻も入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="visit_ends_after_start",
                violation_error_message="終了時刻は開始時刻より後の時刻を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | ~Q(next_action=""),
                name="visit_next_on_has_action",
                violation_error_message="期日を入れるときは、次の対応も入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(next_done_on__isnull=True) | ~Q(next_action=""),
                name="visit_done_has_action",
            ),
        ]

    def __str__(self):
        return f"{self.organization}への{self.get_way_display()}"

    def get_absolute_url(self):
        return reverse("meisters:visit_detail", args=(self.pk,))

    @property
    def explained_words(self) -> str:
        return "、".join(Explained(item).label for item in self.explained)

    @property
    def hours(self) -> str:
        """13:30〜15:00, as far as the times are known."""
        times = (self.starts_at, self.ends_at)
        return "〜".join(f"{one:%H:%M}" if one else "" for one in times) if self.starts_at else ""


@history.tracked()
class VisitStaff(models.Model):
    """Who of the office went."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="訪問した職員"
    )

    class Meta:
        verbose_name = "訪問した職員"
        verbose_name_plural = "訪問した職員"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("visit", "user"), name="visit_staff_once"),
        ]

    def __str__(self):
        return str(self.user)


@history.tracked()
class VisitTrade(models.Model):
    """Which trades the visit was about."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE)
    trade = models.ForeignKey(
        Trade, on_delete=models.PROTECT, related_name="+", verbose_name="開拓する職種"
    )

    class Meta:
        verbose_name = "訪問の職種"
        verbose_name_plural = "訪問の職種"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("visit", "trade"), name="visit_trade_once"),
        ]

    def __str__(self):
        return str(self.trade)


@history.tracked()
class VisitPerson(models.Model):
    """面談者: as they were called on the day; ``contact`` if the master has them."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="people")
    contact = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="登録済みの担当者",
    )
    title = models.CharField("職名", max_length=50, blank=True)
    name = models.CharField("氏名", max_length=60)

    class Meta:
        verbose_name = "面談者"
        verbose_name_plural = "面談者"
        ordering = ("pk",)

    def __str__(self):
        return f"{self.title} {self.name}".strip()
