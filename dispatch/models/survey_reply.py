"""回答の取込み: an Excel reply form that came back, from its check to its entry."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from aomori_skills.base import history
from aomori_skills.paperwork.models import Attachment
from dispatch.models.survey_addressee import SurveyAddressee

User = settings.AUTH_USER_MODEL


@history.tracked()
class ReplyFile(models.Model):
    """One uploaded file of one addressee; read again when it is applied, applied at most once."""

    addressee = models.ForeignKey(
        SurveyAddressee, on_delete=models.PROTECT, related_name="files", verbose_name="調査先"
    )
    attachment = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, related_name="+", verbose_name="ファイル"
    )
    replied_on = models.DateField("回答日")
    uploaded_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="確認者"
    )
    uploaded_at = models.DateTimeField("確認日時", default=timezone.now)
    applied_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="取込者",
    )
    applied_at = models.DateTimeField("取込日時", null=True, blank=True)

    class Meta:
        verbose_name = "回答の取込み"
        verbose_name_plural = "回答の取込み"
        ordering = ("-uploaded_at", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(applied_at__isnull=True, applied_by__isnull=True)
                | Q(applied_at__isnull=False, applied_by__isnull=False),
                name="reply_file_applied_by_somebody",
            ),
        ]

    def __str__(self):
        return str(self.attachment)

    @property
    def is_applied(self) -> bool:
        return self.applied_at is not None
