"""個人情報の出力記録: who took which personal data out of the system, how much of it, and why."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils import timezone

from aomori_skills.base import history
from aomori_skills.base.kana import FoldedText
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.querysets import DisclosureQuerySet


@history.tracked(exclude=("search_text",))
class DisclosureLog(models.Model):
    """One export or print; the database refuses to change or delete it."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="出力者"
    )
    at = models.DateTimeField("日時", default=timezone.now, db_index=True, editable=False)
    medium = models.CharField("方法", max_length=10, choices=Medium)
    what = models.CharField("内容", max_length=200)
    count = models.PositiveIntegerField("件数")
    purpose = models.CharField("利用目的", max_length=20, choices=Purpose)
    purpose_note = models.CharField("目的の内容", max_length=200, blank=True)
    detail = models.TextField("絞り込み条件", blank=True)
    search_text = models.GeneratedField(
        expression=FoldedText("what", "purpose_note", "detail"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = DisclosureQuerySet.as_manager()

    class Meta:
        verbose_name = "個人情報の出力記録"
        verbose_name_plural = "個人情報の出力記録"
        ordering = ("-at", "-pk")
        indexes = [
            GinIndex(fields=["search_text"], name="disclosure_search", opclasses=["gin_trgm_ops"])
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(what=""), name="disclosure_of_something"),
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values)
                & (~Q(purpose=Purpose.OTHER) | ~Q(purpose_note="")),
                name="disclosure_has_purpose",
            ),
            models.CheckConstraint(
                condition=Q(medium__in=Medium.values), name="disclosure_medium_known"
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="disclosure_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"{self.what}（{self.get_medium_display()}、{self.count}件）"

    @property
    def purpose_text(self) -> str:
        """The purpose in words."""
        label = self.get_purpose_display()
        return f"{label}：{self.purpose_note}" if self.purpose_note else label
