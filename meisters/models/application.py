"""認定申請: the application, its log of steps and the manager's exceptions."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aomori_skills.base import fiscal_year, history
from aomori_skills.base.workflow import StatefulModel, Step, comment_constraint
from aomori_skills.office.models import Organization
from meisters import rules
from meisters.choices import Answer, ApplicationState, Employment, Licence, Relation, Way
from meisters.models.batch import ApplicationRound
from meisters.models.candidate import Candidate
from meisters.models.person import Person, born_constraint, name_search, phone_search
from meisters.querysets.applications import ApplicationQuerySet
from meisters.rules import holders
from meisters.rules.check_items import CheckItem

User = settings.AUTH_USER_MODEL


@history.tracked(exclude=("search_text", "phone_digits", "verdicts"))
class CertificationApplication(Person, StatefulModel):
    """One person's application; personal data as of this application, frozen on approval."""

    fiscal_year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("番号")
    candidate = models.ForeignKey(
        Candidate, on_delete=models.PROTECT, related_name="applications", verbose_name="候補者"
    )
    state = models.CharField(
        "状態", max_length=20, choices=ApplicationState, default=ApplicationState.DRAFT
    )
    round = models.ForeignKey(
        ApplicationRound,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name="申請回",
    )
    author = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="applications_written", verbose_name="作成者"
    )
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="applications_owned", verbose_name="担当者"
    )
    applied_on = models.DateField("申請日", null=True, blank=True)
    received_on = models.DateField("受付日", null=True, blank=True)
    received_way = models.CharField("受領方法", max_length=10, choices=Way, blank=True)

    employment = models.CharField(
        "就業の状況", max_length=20, choices=Employment, default=Employment.UNKNOWN
    )
    employer = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications",
        verbose_name="勤務先",
    )
    position = models.CharField("役職・部署", max_length=60, blank=True)

    licence = models.CharField(
        "職業訓練指導員免許", max_length=10, choices=Licence, default=Licence.UNKNOWN
    )
    licence_trade = models.CharField("免許職種", max_length=60, blank=True)
    licence_number = models.CharField("免許番号", max_length=40, blank=True)
    licence_on = models.DateField("免許取得日", null=True, blank=True)
    willing = models.CharField(
        "活動する意欲・能力", max_length=10, choices=Answer, default=Answer.UNKNOWN
    )

    recommender_name = models.CharField("推薦者の氏名", max_length=60, blank=True)
    recommender_body = models.CharField("推薦者の所属", max_length=100, blank=True)
    recommender_title = models.CharField("推薦者の職名", max_length=60, blank=True)
    recommender_relation = models.CharField(
        "本人との関係", max_length=20, choices=Relation, default=Relation.UNKNOWN
    )
    recommended_on = models.DateField("推薦日", null=True, blank=True)

    profile_message = models.TextField("自己紹介・抱負", blank=True, max_length=2000)
    profile_teaching = models.TextField("指導できる内容", blank=True, max_length=2000)
    profile_career = models.TextField("主な経歴・実績", blank=True, max_length=2000)

    verdicts = models.JSONField("要件確認の結果", default=list, blank=True)
    judged_year = models.PositiveSmallIntegerField("判定した基準の年度", null=True, blank=True)
    judged_at = models.DateTimeField("判定日時", null=True, blank=True)
    approved_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="applications_approved",
        verbose_name="承認者",
    )
    approved_for = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="代理された承認者",
    )
    approved_at = models.DateTimeField("承認日時", null=True, blank=True)
    head_judgement = models.TextField("コーナー長の判断", blank=True, max_length=1000)
    created_at = models.DateTimeField("作成日時", auto_now_add=True)
    search_text = name_search()
    phone_digits = phone_search()

    objects = ApplicationQuerySet.as_manager()
    workflow = rules.APPLICATION_WORKFLOW

    class Meta:
        verbose_name = "認定申請"
        verbose_name_plural = "認定申請"
        ordering = ("-fiscal_year", "-serial", "pk")
        indexes = [
            GinIndex(fields=["search_text"], name="application_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=("state", "fiscal_year"), name="application_state"),
        ]
        constraints = [
            born_constraint("application_born_after_1900"),
            models.UniqueConstraint(fields=("fiscal_year", "serial"), name="application_number"),
            models.UniqueConstraint(
                fields=("candidate",),
                condition=~Q(state__in=rules.ENDED_STATES),
                name="one_open_application",
                violation_error_message="この候補者には手続中の認定申請があります。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ApplicationState.values), name="application_state_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=rules.APPROVED_STATES,
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                )
                | Q(
                    state__in=rules.UNAPPROVED_STATES,
                    approved_by__isnull=True,
                    approved_at__isnull=True,
                )
                | Q(state=ApplicationState.WITHDRAWN),
                name="application_approval_present",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("author")),
                name="application_not_self_approved",
                violation_error_message="自分が作成した申請は承認できません。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(ApplicationState.DRAFT, ApplicationState.WITHDRAWN))
                | Q(received_on__isnull=False),
                name="application_received_on_present",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.name}"

    def get_absolute_url(self):
        return reverse("meisters:application_detail", args=(self.pk,))

    @property
    def number(self) -> str:
        return f"{fiscal_year.short(self.fiscal_year)}-{self.serial:03d}"

    @property
    def trade_names(self) -> str:
        """Names of the trades applied for, each once."""
        names = (str(row.trade) for row in self.qualifications.all())
        return "、".join(dict.fromkeys(names))

    @property
    def holder(self) -> str:
        """Who has to act next."""
        return holders.holder(self)

    @property
    def corrected_at(self):
        """When it was judged anew after the approval, with an answer to an inquiry; else None."""
        is_later = self.approved_at and self.judged_at and self.judged_at > self.approved_at
        return self.judged_at if is_later else None


@history.tracked()
class ApplicationStep(Step):
    subject = models.ForeignKey(
        CertificationApplication, on_delete=models.CASCADE, related_name="steps"
    )

    class Meta(Step.Meta):
        verbose_name = "認定申請の経過"
        verbose_name_plural = "認定申請の経過"
        constraints = [comment_constraint("application_step_comment", rules.COMMENTED_TRANSITIONS)]


@history.tracked()
class RuleOverride(models.Model):
    """A rule that a manager let pass for one application, with the reason."""

    application = models.ForeignKey(
        CertificationApplication,
        on_delete=models.CASCADE,
        related_name="overrides",
        verbose_name="認定申請",
    )
    rule = models.CharField("項目", max_length=40, choices=CheckItem)
    reason = models.TextField("理由", max_length=500)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name="認めた承認者"
    )
    at = models.DateTimeField("日時", auto_now_add=True)

    class Meta:
        verbose_name = "要件の例外"
        verbose_name_plural = "要件の例外"
        ordering = ("at", "pk")
        constraints = [
            models.UniqueConstraint(fields=("application", "rule"), name="override_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="override_reason_present"),
        ]

    def __str__(self):
        return self.get_rule_display()
