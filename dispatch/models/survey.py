"""派遣希望調査: a wave of letters of one fiscal year."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aomori_skills.base import fiscal_year, history
from aomori_skills.base.conflict import VersionedModel
from dispatch.querysets.surveys import SurveyQuerySet

User = settings.AUTH_USER_MODEL


@history.tracked()
class DemandSurvey(VersionedModel):
    """One wave of a fiscal year; closed when no more answers are taken."""

    fiscal_year = models.PositiveSmallIntegerField("対象年度")
    name = models.CharField("調査名", max_length=100)
    opened_on = models.DateField("開始日")
    reply_by = models.DateField("回答期限")
    closed_on = models.DateField("終了日", null=True, blank=True)
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="demand_surveys", verbose_name="担当者"
    )
    note = models.TextField("備考", blank=True, max_length=1000)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = "派遣希望調査"
        verbose_name_plural = "派遣希望調査"
        ordering = ("-opened_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("fiscal_year", "name"),
                name="survey_once",
                violation_error_message="同じ年度に同じ名前の調査があります。",
            ),
            models.CheckConstraint(
                condition=Q(reply_by__gte=F("opened_on")),
                name="survey_reply_after_opening",
                violation_error_message="回答期限は開始日以後の日付を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="survey_closed_after_opening",
                violation_error_message="終了日は開始日以後の日付を入力してください。",
            ),
        ]

    def __str__(self):
        return f"{fiscal_year.label(self.fiscal_year)} {self.name}"

    def get_absolute_url(self):
        return reverse("dispatch:survey_detail", args=(self.pk,))

    @property
    def is_open(self) -> bool:
        return self.closed_on is None
