"""Who instructs or helps without being a meister."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.urls import reverse

from aomori_skills.base import history
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.office.models import Operation, Organization, Trade
from dispatch.choices import Ground
from dispatch.querysets.instructors import AssistantQuerySet, SkilledWorkerQuerySet
from meisters.models.person import Person, born_constraint, name_search, phone_search


@history.tracked(exclude=("search_text", "phone_digits"))
class SkilledWorker(Person, VersionedModel):
    """熟練技能者: instructs in a trade in which no meister can; judged for each dispatch."""

    trade = models.ForeignKey(
        Trade, on_delete=models.PROTECT, related_name="skilled_workers", verbose_name="職種"
    )
    operation = models.ForeignKey(
        Operation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="作業",
    )
    employer = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="skilled_workers",
        verbose_name="勤務先",
    )
    ground = models.CharField("指導できる根拠", max_length=20, choices=Ground)
    ground_detail = models.CharField("資格・大会の名称と成績", max_length=100, blank=True)
    practice_years = models.PositiveSmallIntegerField("実務経験（年）", null=True, blank=True)
    place_won = models.PositiveSmallIntegerField("大会の順位", null=True, blank=True)
    ended_on = models.DateField("登録終了日", null=True, blank=True)
    note = models.TextField("備考", blank=True, max_length=1000)
    search_text = name_search()
    phone_digits = phone_search()

    objects = SkilledWorkerQuerySet.as_manager()

    class Meta:
        verbose_name = "熟練技能者"
        verbose_name_plural = "熟練技能者"
        ordering = ("family_kana", "given_kana", "pk")
        indexes = [
            GinIndex(
                fields=["search_text"], name="skilled_worker_search", opclasses=["gin_trgm_ops"]
            )
        ]
        constraints = [
            born_constraint("skilled_worker_born_after_1900"),
            models.CheckConstraint(
                condition=Q(ground__in=Ground.values), name="skilled_worker_ground_known"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("dispatch:skilled_worker_detail", args=(self.pk,))


@history.tracked(exclude=("search_text", "phone_digits"))
class Assistant(Person, VersionedModel):
    """補助員: helps on the day."""

    employer = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="assistants",
        verbose_name="勤務先",
    )
    ended_on = models.DateField("登録終了日", null=True, blank=True)
    note = models.TextField("備考", blank=True, max_length=1000)
    search_text = name_search()
    phone_digits = phone_search()

    objects = AssistantQuerySet.as_manager()

    class Meta:
        verbose_name = "補助員"
        verbose_name_plural = "補助員"
        ordering = ("family_kana", "given_kana", "pk")
        indexes = [
            GinIndex(fields=["search_text"], name="assistant_search", opclasses=["gin_trgm_ops"])
        ]
        constraints = [born_constraint("assistant_born_after_1900")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("dispatch:assistant_detail", args=(self.pk,))
