"""年度の締め: the figures of a year as they were when it was closed."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from aomori_skills.base import fiscal_year, history


@history.tracked()
class ClosedYear(models.Model):
    """What ``figures.yearly`` answers for a closed year, whatever is merged or corrected later."""

    fiscal_year = models.PositiveSmallIntegerField("年度", unique=True)
    figures = models.JSONField("実績", editable=False)
    closed_at = models.DateTimeField("締めた日時", default=timezone.now)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="締めた人",
    )
    reason = models.CharField("締めた理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "締めた年度"
        verbose_name_plural = "締めた年度"
        ordering = ("-fiscal_year",)

    def __str__(self):
        return fiscal_year.label(self.fiscal_year)
