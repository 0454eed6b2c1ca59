"""説明: what meisters were told about their activity, when, how, and that they confirmed it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse

from aomori_skills.base import history, wareki
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.base.merging import kept_rows
from aomori_skills.paperwork.models import OutgoingMessage
from meisters.choices import BriefingTopic, BriefingWay, Confirming
from meisters.models.meister import Meister
from meisters.querysets.briefings import BriefedQuerySet, BriefingQuerySet
from meisters.rules import briefings as rules


def topics_field() -> ArrayField:
    return ArrayField(
        models.CharField("説明事項", max_length=20, choices=BriefingTopic),
        verbose_name="説明事項",
        default=list,
    )


@history.tracked()
class Briefing(VersionedModel):
    """One explanation to one meister or a group; by letter it counts when the letter has left."""

    held_on = models.DateField("説明日")
    way = models.CharField("方法", max_length=10, choices=BriefingWay)
    place = models.CharField("場所", max_length=100, blank=True)
    topics = topics_field()
    materials = models.CharField("渡した資料", max_length=200, blank=True)
    note = models.TextField("備考", blank=True, max_length=2000)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="briefings",
        verbose_name="説明した職員",
    )
    created_at = models.DateTimeField("記録日時", auto_now_add=True)

    objects = BriefingQuerySet.as_manager()

    class Meta:
        verbose_name = "説明の記録"
        verbose_name_plural = "説明の記録"
        ordering = ("-held_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=BriefingWay.values), name="briefing_way_known"
            ),
            models.CheckConstraint(
                condition=~Q(topics=[]),
                name="briefing_has_topics",
                violation_error_message="説明した事項を選択してください。",
            ),
        ]

    def __str__(self):
        return f"{wareki.format_date(self.held_on)}の{self.get_way_display()}による説明"

    @property
    def topics_text(self) -> str:
        return rules.words(self.topics)

    def get_absolute_url(self):
        return reverse("meisters:briefing_detail", args=(self.pk,))


@history.tracked()
class BriefedMeister(models.Model):
    """One person of a briefing, with the topics that concern them, and their confirmation."""

    briefing = models.ForeignKey(Briefing, on_delete=models.CASCADE, related_name="people")
    meister = models.ForeignKey(
        Meister, on_delete=models.PROTECT, related_name="briefings", verbose_name="マイスター"
    )
    topics = topics_field()
    message = models.ForeignKey(
        OutgoingMessage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="説明文書",
    )
    confirmed_on = models.DateField("確認日", null=True, blank=True)
    confirmed_way = models.CharField("確認方法", max_length=10, choices=Confirming, blank=True)
    note = models.CharField("備考", max_length=200, blank=True)

    objects = kept_rows(BriefedQuerySet, owner="meister")
    with_merged = BriefedQuerySet.as_manager()

    class Meta:
        verbose_name = "説明を受けたマイスター"
        verbose_name_plural = "説明を受けたマイスター"
        ordering = ("briefing", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("briefing", "meister"),
                name="briefed_once",
                violation_error_message="同じマイスターが重複しています。",
            ),
            models.CheckConstraint(condition=~Q(topics=[]), name="briefed_has_topics"),
            models.CheckConstraint(
                condition=Q(confirmed_on__isnull=True, confirmed_way="")
                | (Q(confirmed_on__isnull=False) & ~Q(confirmed_way="")),
                name="briefed_confirmation_whole",
                violation_error_message="確認日と確認方法は、両方を入力してください。",
            ),
        ]

    def __str__(self):
        return str(self.meister)

    @property
    def topics_text(self) -> str:
        return rules.words(self.topics)
