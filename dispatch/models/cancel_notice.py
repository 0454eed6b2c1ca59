"""取りやめのお知らせ: who counted on the days of a request that was cancelled."""

from django.db import models
from django.db.models import Q

from aomori_skills.base import history
from aomori_skills.paperwork.models import OutgoingMessage
from dispatch.choices import NoticeTo
from dispatch.models.request import DispatchRequest
from dispatch.querysets.cancel_notices import CancelNoticeQuerySet


@history.tracked()
class CancelNotice(models.Model):
    """Somebody to tell, with the days as they knew them; ``message`` once it is drafted."""

    request = models.ForeignKey(
        DispatchRequest,
        on_delete=models.PROTECT,
        related_name="cancel_notices",
        verbose_name="派遣依頼",
    )
    to = models.CharField("宛先", max_length=12, choices=NoticeTo)
    person = models.CharField("指導者の記号", max_length=20, blank=True)
    name = models.CharField("名前", max_length=200)
    decided = models.BooleanField("決定通知を受けていた", default=False)
    days = models.TextField("取りやめた日時及び場所")
    trades = models.TextField("職種")
    message = models.OneToOneField(
        OutgoingMessage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="お知らせ",
    )

    objects = CancelNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = "取りやめのお知らせ"
        verbose_name_plural = "取りやめのお知らせ"
        ordering = ("request", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(to=NoticeTo.CLIENT, person="")
                | (Q(to=NoticeTo.INSTRUCTOR) & ~Q(person="")),
                name="cancel_notice_to_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.name}（取りやめのお知らせ）"
