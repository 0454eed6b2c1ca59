"""開拓訪問: what was done on a visit, who went, and which trades it was about."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aomori_skills.base import history
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.base.kana import FoldedText
from aomori_skills.office.models import Organization, Trade
from meisters.choices import Explained, VisitOutcome, VisitWay
from meisters.models.planned_visit import PlannedVisit
from meisters.querysets.visits import VisitQuerySet

User = settings.AUTH_USER_MODEL


@history.tracked(exclude=("search_text", "report_known"))
class Visit(VersionedModel):
    """開拓訪問 (or another contact, by ``way``): printed as a 復命書."""

    NAMED_BY = ("organization",)

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
    report_printed_on = models.DateField(
        "復命書を印刷した日", null=True, blank=True, editable=False
    )
    report_known = models.BooleanField("復命書の印刷を記録している", default=True, editable=False)
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
        """13:30～15:00, as far as the times are known."""
        times = (self.starts_at, self.ends_at)
        return "～".join(f"{one:%H:%M}" if one else "" for one in times) if self.starts_at else ""


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
