"""実技指導計画書, 受講者名簿, 事前打合せ: what is settled before a dispatch is decided."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from aomori_skills.base import history
from aomori_skills.base.conflict import VersionedModel
from dispatch.choices import DayItem, MeetingWay, Readiness
from dispatch.models.request import DispatchRequest
from meisters.choices import Answer

User = settings.AUTH_USER_MODEL


@history.tracked()
class DispatchPlan(VersionedModel):
    """What the sessions of a request are for; rows and totals come from the sessions."""

    request = models.OneToOneField(
        DispatchRequest, on_delete=models.PROTECT, related_name="plan", verbose_name="派遣依頼"
    )
    aim = models.TextField("指導の目標", max_length=1000, blank=True)
    level = models.CharField("受講者の技能水準", max_length=200, blank=True)
    method = models.TextField("指導の方法・使用する課題", max_length=1000, blank=True)
    tools = models.TextField("使用する工具・機械", max_length=1000, blank=True)
    safety = models.TextField("安全上の注意", max_length=1000, blank=True)
    clothing = models.CharField("服装・持ち物", max_length=200, blank=True)
    note = models.TextField("備考", max_length=1000, blank=True)

    class Meta:
        verbose_name = "実技指導計画書"
        verbose_name_plural = "実技指導計画書"

    def __str__(self):
        return f"{self.request}の実技指導計画書"


@history.tracked()
class Trainee(models.Model):
    """受講者名簿: one trainee; minors are most of them, so few may see the names."""

    request = models.ForeignKey(
        DispatchRequest, on_delete=models.CASCADE, related_name="trainees", verbose_name="派遣依頼"
    )
    order = models.PositiveSmallIntegerField("番号")
    name = models.CharField("氏名", max_length=60)
    kana = models.CharField("氏名（カナ）", max_length=100, blank=True)
    group = models.CharField("学年・組・部署", max_length=60, blank=True)
    age = models.PositiveSmallIntegerField("年齢", null=True, blank=True)
    photo_consent = models.CharField(
        "写真の同意", max_length=10, choices=Answer, default=Answer.UNKNOWN
    )
    note = models.CharField("備考", max_length=100, blank=True)

    class Meta:
        verbose_name = "受講者"
        verbose_name_plural = "受講者名簿"
        ordering = ("request", "order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("request", "order"),
                deferrable=models.Deferrable.DEFERRED,
                name="trainee_order",
                violation_error_message="番号が重複しています。",
            ),
            models.CheckConstraint(
                condition=Q(age__isnull=True) | Q(age__lte=120),
                name="trainee_age_of_a_person",
                violation_error_message="年齢は120歳以下で入力してください。",
            ),
        ]

    def __str__(self):
        return self.name


@history.tracked()
class PriorMeeting(VersionedModel):
    """事前打合せ: what client, instructor and office agreed on before the first day."""

    request = models.ForeignKey(
        DispatchRequest,
        on_delete=models.PROTECT,
        related_name="prior_meetings",
        verbose_name="派遣依頼",
    )
    met_on = models.DateField("打合せ日")
    way = models.CharField("方法", max_length=10, choices=MeetingWay, default=MeetingWay.VISIT)
    place = models.CharField("場所", max_length=100, blank=True)
    people = models.CharField("出席者", max_length=200)
    content = models.TextField("打合せの内容", max_length=2000)
    agreed = models.TextField("決まったこと", max_length=2000, blank=True)
    author = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="記録者"
    )

    class Meta:
        verbose_name = "事前打合せ"
        verbose_name_plural = "事前打合せ"
        ordering = ("met_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=MeetingWay.values), name="prior_meeting_way_known"
            ),
        ]

    def __str__(self):
        return f"{self.request}の事前打合せ"


@history.tracked()
class DayCheck(VersionedModel):
    """当日までの確認: one item of one request; no row means that nobody has looked yet."""

    request = models.ForeignKey(
        DispatchRequest, on_delete=models.CASCADE, related_name="day_checks"
    )
    item = models.CharField("項目", max_length=20, choices=DayItem)
    state = models.CharField("状況", max_length=12, choices=Readiness, default=Readiness.OPEN)
    note = models.CharField("内容", max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="確認者")
    at = models.DateTimeField("確認日時", auto_now=True)

    class Meta:
        verbose_name = "当日までの確認"
        verbose_name_plural = "当日までの確認"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("request", "item"), name="day_check_once"),
            models.CheckConstraint(
                condition=Q(item__in=DayItem.values, state__in=Readiness.values),
                name="day_check_known",
            ),
        ]

    def __str__(self):
        return self.get_item_display()
