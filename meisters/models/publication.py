"""公表: the papers that prove an answer, and the sheets that went out of the house."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import history
from aomori_skills.paperwork.models import Attachment
from meisters.choices import PaperKind
from meisters.models.meister import Meister


@history.tracked()
class ConsentPaper(models.Model):
    """同意書・撤回書 of one person; it stays when a later answer rests on another paper."""

    meister = models.ForeignKey(
        Meister, on_delete=models.PROTECT, related_name="consent_papers", verbose_name="マイスター"
    )
    kind = models.CharField("書類の種類", max_length=10, choices=PaperKind)
    received_on = models.DateField("書類の日付", null=True, blank=True)
    attachment = models.OneToOneField(
        Attachment, on_delete=models.PROTECT, related_name="+", verbose_name="ファイル"
    )

    class Meta:
        verbose_name = "同意書・撤回書"
        verbose_name_plural = "同意書・撤回書"
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=PaperKind.values), name="consent_paper_kind_known"
            ),
        ]
        triggers = [pgtrigger.Protect(name="consent_paper_stays", operation=pgtrigger.Delete)]

    def __str__(self):
        return f"{self.get_kind_display()}（{self.attachment}）"


@history.tracked(exclude=("rows",))
class PublicSheetExport(models.Model):
    """公表シートの出力: who took it out when and what for, the file, and what each person said."""

    exported_at = models.DateTimeField("出力日時", default=timezone.now, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="出力者"
    )
    purpose = models.CharField("利用目的", max_length=250)
    count = models.PositiveIntegerField("人数")
    file = models.OneToOneField(
        Attachment, on_delete=models.PROTECT, related_name="+", verbose_name="ファイル"
    )
    rows = models.JSONField("出力した内容", default=dict, editable=False)

    class Meta:
        verbose_name = "公表シートの出力"
        verbose_name_plural = "公表シートの出力"
        ordering = ("-exported_at", "-pk")
        constraints = [
            models.CheckConstraint(condition=~Q(purpose=""), name="public_sheet_for_a_purpose"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="public_sheet_stays", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self):
        return f"公表シート（{self.count}人）"

    def get_absolute_url(self):
        return reverse("meisters:public_sheet_export", args=(self.pk,))
