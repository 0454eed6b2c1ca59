"""Where the work happens, and the days on which the office is closed."""

from django.db import models

from aomori_skills.base import history
from aomori_skills.base.kana import FoldedText
from aomori_skills.office.choices import Region
from aomori_skills.office.models.shipped import ShippedModel
from aomori_skills.office.querysets import ClosedDayQuerySet, SearchableQuerySet


@history.tracked(exclude=("search_text", "shipped_key"))
class Municipality(ShippedModel):
    """市町村: one of the prefecture's forty, with the position of its office (degrees)."""

    region = models.CharField("圏域", max_length=10, choices=Region)
    district = models.CharField("郡", max_length=20, blank=True)
    name = models.CharField("市町村名", max_length=20, unique=True)
    kana = models.CharField("市町村名（カナ）", max_length=40, blank=True)
    latitude = models.DecimalField("緯度", max_digits=6, decimal_places=3)
    longitude = models.DecimalField("経度", max_digits=6, decimal_places=3)
    order = models.PositiveSmallIntegerField("並び順", default=0)
    search_text = models.GeneratedField(
        expression=FoldedText("name", "kana"), output_field=models.TextField(), db_persist=True
    )

    objects = SearchableQuerySet.as_manager()

    class Meta:
        verbose_name = "市町村"
        verbose_name_plural = "市町村"
        ordering = ("order", "pk")

    def __str__(self):
        return self.name


@history.tracked()
class ClosedDay(models.Model):
    """休業日: a day on which this office is closed besides weekends and national holidays."""

    day = models.DateField("日付", unique=True)
    reason = models.CharField("理由", max_length=100)

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        verbose_name = "休業日"
        verbose_name_plural = "休業日"
        ordering = ("day",)

    def __str__(self):
        return f"{self.day:%Y/%m/%d} {self.reason}"
