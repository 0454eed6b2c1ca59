"""決定: the approved version of a plan, frozen, and the letters that tell it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from aomori_skills.base import history
from aomori_skills.paperwork.models import OutgoingMessage
from dispatch.choices import NoticeTo
from dispatch.models.request import DispatchRequest
from dispatch.querysets.decisions import PlanVersionQuerySet

User = settings.AUTH_USER_MODEL


@history.tracked(exclude=("content",))
class PlanVersion(models.Model):
    """第n版: what was approved, as it was; a later change makes the next version."""

    NAMED_BY = ("request",)

    request = models.ForeignKey(
        DispatchRequest, on_delete=models.PROTECT, related_name="versions", verbose_name="派遣依頼"
    )
    number = models.PositiveSmallIntegerField("版")
    content = models.JSONField("内容")
    approved_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="承認者"
    )
    approved_for = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="代理された承認者",
    )
    approved_at = models.DateTimeField("承認日時")
    comment = models.TextField("コメント", blank=True, max_length=1000)

    objects = PlanVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "決定した計画"
        verbose_name_plural = "決定した計画"
        ordering = ("request", "number")
        constraints = [
            models.UniqueConstraint(fields=("request", "number"), name="plan_version_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="version_stays", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.request} 第{self.number}版"


@history.tracked()
class DecisionNotice(models.Model):
    """決定通知: one letter about one version, to the client or to somebody who instructs."""

    version = models.ForeignKey(
        PlanVersion, on_delete=models.PROTECT, related_name="notices", verbose_name="決定した計画"
    )
    to = models.CharField("宛先", max_length=12, choices=NoticeTo)
    person = models.CharField("指導者の記号", max_length=20, blank=True)
    message = models.OneToOneField(
        OutgoingMessage, on_delete=models.PROTECT, related_name="+", verbose_name="決定通知書"
    )
    left_out = models.JSONField("通知の時に中止していた指導日", default=list, blank=True)
    superseded = models.BooleanField("後の中止で変わった", default=False)

    class Meta:
        verbose_name = "決定通知"
        verbose_name_plural = "決定通知"
        ordering = ("version", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(to=NoticeTo.CLIENT, person="")
                | (Q(to=NoticeTo.INSTRUCTOR) & ~Q(person="")),
                name="notice_to_somebody",
            ),
        ]

    def __str__(self):
        return str(self.message)
