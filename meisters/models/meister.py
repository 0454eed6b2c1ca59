"""ものづくりマイスター: the register of certified people."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.functional import cached_property

from aomori_skills.base import history
from aomori_skills.base.merging import kept_rows
from aomori_skills.base.workflow import StatefulModel, Step, comment_constraint
from aomori_skills.office.choices import Region
from aomori_skills.office.models import Operation, Organization, Trade
from meisters import rules
from meisters.choices import Category, Employment, Licence, MeisterState
from meisters.models.application import CertificationApplication
from meisters.models.person import Person, born_constraint, name_search, phone_search
from meisters.querysets.people import MeisterQuerySet
from meisters.rules.publication import PublicProfile, public_profile


@history.tracked(exclude=("search_text", "phone_digits"))
class Meister(Person, StatefulModel):
    """A certified person as of today; the application keeps what was true when it was made."""

    number = models.CharField("認定番号", max_length=30, unique=True)
    certified_on = models.DateField("認定日")
    state = models.CharField(
        "状態", max_length=20, choices=MeisterState, default=MeisterState.ACTIVE
    )
    application = models.OneToOneField(
        CertificationApplication,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meister",
        verbose_name="認定申請",
    )
    employment = models.CharField(
        "就業の状況", max_length=20, choices=Employment, default=Employment.UNKNOWN
    )
    employer = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="meisters",
        verbose_name="勤務先",
    )
    position = models.CharField("役職・部署", max_length=60, blank=True)
    licence = models.CharField(
        "職業訓練指導員免許", max_length=10, choices=Licence, default=Licence.UNKNOWN
    )
    regions = ArrayField(
        models.CharField("活動できる圏域", max_length=10, choices=Region),
        verbose_name="活動できる圏域",
        default=list,
        blank=True,
    )
    profile_message = models.TextField("自己紹介・抱負", blank=True, max_length=2000)
    profile_teaching = models.TextField("指導できる内容", blank=True, max_length=2000)
    profile_career = models.TextField("主な経歴・実績", blank=True, max_length=2000)
    course_completed_on = models.DateField("指導技法等講習の修了日", null=True, blank=True)
    last_dispatched_on = models.DateField("最後に派遣した日", null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        verbose_name="統合先",
        editable=False,
    )
    note = models.TextField("備考", blank=True, max_length=2000)
    search_text = name_search()
    phone_digits = phone_search()

    objects = kept_rows(MeisterQuerySet)
    with_merged = MeisterQuerySet.as_manager()
    workflow = rules.MEISTER_WORKFLOW

    class Meta:
        verbose_name = "ものづくりマイスター"
        verbose_name_plural = "ものづくりマイスター"
        ordering = ("family_kana", "given_kana", "pk")
        indexes = [
            GinIndex(fields=["search_text"], name="meister_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=("state", "certified_on"), name="meister_state"),
        ]
        constraints = [
            born_constraint("meister_born_after_1900"),
            models.CheckConstraint(condition=~Q(number=""), name="meister_has_number"),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="meister_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(state__in=MeisterState.values), name="meister_state_known"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("meisters:meister_detail", args=(self.pk,))

    @cached_property
    def public(self) -> PublicProfile:
        """What may be shown outside; load by ``for_publication``."""
        return public_profile(self)


@history.tracked()
class MeisterStep(Step):
    subject = models.ForeignKey(Meister, on_delete=models.CASCADE, related_name="steps")

    class Meta(Step.Meta):
        verbose_name = "マイスターの経過"
        verbose_name_plural = "マイスターの経過"
        constraints = [
            comment_constraint("meister_step_comment", rules.MEISTER_COMMENTED_TRANSITIONS)
        ]


@history.tracked()
class MeisterTrade(models.Model):
    """認定職種: a trade with the category as it was certified."""

    meister = models.ForeignKey(Meister, on_delete=models.CASCADE, related_name="trades")
    trade = models.ForeignKey(
        Trade, on_delete=models.PROTECT, related_name="meister_trades", verbose_name="職種"
    )
    operation = models.ForeignKey(
        Operation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="作業",
    )
    category = models.CharField(
        "区分（認定時）", max_length=20, choices=Category, default=Category.UNKNOWN
    )
    certified_on = models.DateField("認定日", null=True, blank=True)

    class Meta:
        verbose_name = "認定職種"
        verbose_name_plural = "認定職種"
        ordering = ("trade__order", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=("meister", "trade", "operation"),
                nulls_distinct=False,
                name="meister_trade_once",
                violation_error_message="同じ職種・作業が重複しています。",
            ),
        ]

    def __str__(self):
        return f"{self.trade}（{self.operation}）" if self.operation_id else str(self.trade)
