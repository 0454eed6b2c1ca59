"""Papers that came in by post, fax or mail, kept with the request they belong to."""

from django.db import models
from django.db.models import Q

from aomori_skills.base import history
from aomori_skills.paperwork.models import Attachment
from dispatch.choices import ArrivedPaper
from dispatch.models.request import DispatchRequest


@history.tracked()
class RequestFile(models.Model):
    """One scanned paper."""

    NAMED_BY = ("attachment",)

    request = models.ForeignKey(
        DispatchRequest, on_delete=models.CASCADE, related_name="files", verbose_name="派遣依頼"
    )
    kind = models.CharField("書類の種類", max_length=10, choices=ArrivedPaper)
    attachment = models.OneToOneField(
        Attachment, on_delete=models.PROTECT, related_name="+", verbose_name="ファイル"
    )
    note = models.CharField("備考", max_length=100, blank=True)

    class Meta:
        verbose_name = "添付書類"
        verbose_name_plural = "添付書類"
        ordering = ("request", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ArrivedPaper.values), name="request_file_kind_known"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}「{self.attachment}」"
