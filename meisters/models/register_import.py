"""取込み: an Excel file with the register, from its check to its entry into the register."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from aomori_skills.base import history
from aomori_skills.paperwork.models import Attachment


@history.tracked()
class RegisterImport(models.Model):
    """One uploaded file; it is read again when it is applied, and applied at most once."""

    attachment = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, related_name="+", verbose_name="ファイル"
    )
    adds_employers = models.BooleanField("登録のない勤務先を登録する", default=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="確認者"
    )
    uploaded_at = models.DateTimeField("確認日時", default=timezone.now)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="取込者",
    )
    applied_at = models.DateTimeField("取込日時", null=True, blank=True)
    added = models.PositiveIntegerField("新規の人数", default=0)
    changed = models.PositiveIntegerField("変更の人数", default=0)

    class Meta:
        verbose_name = "名簿の取込み"
        verbose_name_plural = "名簿の取込み"
        ordering = ("-uploaded_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="register_import_applied_by_somebody",
            ),
        ]

    def __str__(self):
        return str(self.attachment)

    @property
    def is_applied(self) -> bool:
        return self.applied_at is not None
