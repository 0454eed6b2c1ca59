"""派遣依頼: what a client asks for; the plan, the sessions and the papers hang on it."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aomori_skills.base import fiscal_year, history
from aomori_skills.base.kana import FoldedText
from aomori_skills.base.verdict import Outcome
from aomori_skills.base.workflow import StatefulModel, Step, comment_constraint
from aomori_skills.office.models import (
    Contact,
    Department,
    Municipality,
    Operation,
    Organization,
    Trade,
)
from dispatch import rules
from dispatch.choices import DispatchKind, Purpose, RequestState, Side
from dispatch.models.consultation import Consultation
from dispatch.models.survey_answer import SurveyWish
from dispatch.querysets.requests import RequestQuerySet
from dispatch.rules.workflows import EDITABLE_STATES, ENDED_STATES
from meisters.choices import Answer, Way
from meisters.models import Meister

User = settings.AUTH_USER_MODEL


@history.tracked(exclude=("search_text", "verdicts", "judged_year", "judged_at"))
class DispatchRequest(StatefulModel):
    """One request of one client; ``fiscal_year`` is that of the dispatch, not of the paper."""

    NAMED_BY = ("client", "trade")

    fiscal_year = models.PositiveSmallIntegerField("実施年度")
    serial = models.PositiveIntegerField("番号")
    state = models.CharField(
        "状態", max_length=20, choices=RequestState, default=RequestState.RECEIVED
    )
    kind = models.CharField("派遣の区分", max_length=20, choices=DispatchKind)
    received_on = models.DateField("受付日")
    received_way = models.CharField("受付方法", max_length=10, choices=Way)
    consultation = models.ForeignKey(
        Consultation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name="もとの相談",
    )
    wish = models.OneToOneField(
        SurveyWish,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="request",
        verbose_name="もとの調査の回答",
    )

    client = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="requests", verbose_name="依頼元"
    )
    department = models.ForeignKey(
        Department,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="学科・部署",
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name="依頼元の担当者",
    )

    trade = models.ForeignKey(
        Trade, on_delete=models.PROTECT, related_name="requests", verbose_name="職種"
    )
    operation = models.ForeignKey(
        Operation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="作業",
    )
    purpose = models.CharField("目的", max_length=20, choices=Purpose)
    test_grade = models.CharField("技能検定の等級・大会名など", max_length=60, blank=True)
    test_on = models.DateField("検定・大会の期日", null=True, blank=True)
    content = models.TextField("希望する指導の内容", max_length=2000, blank=True)
    named_meister = models.ForeignKey(
        Meister,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="named_in_requests",
        verbose_name="希望するマイスター",
    )

    grade = models.CharField("学年・クラスなど", max_length=60, blank=True)
    people = models.PositiveSmallIntegerField(
        "受講者数", null=True, blank=True, validators=(MinValueValidator(1),)
    )
    youngest = models.PositiveSmallIntegerField("最年少（歳）", null=True, blank=True)
    oldest = models.PositiveSmallIntegerField("最年長（歳）", null=True, blank=True)
    sessions_wanted = models.PositiveSmallIntegerField(
        "希望回数", default=1, validators=(MinValueValidator(1), MaxValueValidator(100))
    )
    hours_each = models.DecimalField(
        "1回の時間",
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=(MinValueValidator(0.25), MaxValueValidator(12)),
    )

    place = models.CharField("実施場所", max_length=100, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="実施場所の市町村",
    )
    equipment = models.TextField("会場の設備・工具", max_length=1000, blank=True)
    power = models.CharField("電源・動力", max_length=200, blank=True)

    photo_consent = models.CharField(
        "写真の撮影・公表の同意", max_length=10, choices=Answer, default=Answer.UNKNOWN
    )
    insured = models.CharField(
        "受講者の保険加入", max_length=10, choices=Answer, default=Answer.UNKNOWN
    )
    no_other_subsidy = models.CharField(
        "他の補助金等を受けていない", max_length=10, choices=Answer, default=Answer.UNKNOWN
    )

    author = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="requests_written", verbose_name="作成者"
    )
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="requests_owned", verbose_name="担当者"
    )
    note = models.TextField("備考", max_length=2000, blank=True)
    verdicts = models.JSONField("基準の確認結果", default=list, blank=True)
    judged_year = models.PositiveSmallIntegerField("判定した基準の年度", null=True, blank=True)
    judged_at = models.DateTimeField("判定日時", null=True, blank=True)
    requested_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="承認を依頼した職員",
    )
    approved_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="requests_approved",
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
    cancel_side = models.CharField("取消の事由", max_length=10, choices=Side, blank=True)
    created_at = models.DateTimeField("登録日時", auto_now_add=True)
    search_text = models.GeneratedField(
        expression=FoldedText("content", "place", "grade", "note"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = RequestQuerySet.as_manager()
    workflow = rules.REQUEST_WORKFLOW

    class Meta:
        verbose_name = "派遣依頼"
        verbose_name_plural = "派遣依頼"
        ordering = ("-fiscal_year", "-serial", "pk")
        indexes = [
            GinIndex(fields=["search_text"], name="request_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=("state", "fiscal_year"), name="request_state"),
            models.Index(fields=("client", "fiscal_year"), name="request_client"),
        ]
        constraints = [
            models.UniqueConstraint(fields=("fiscal_year", "serial"), name="request_number"),
            models.CheckConstraint(
                condition=Q(state__in=RequestState.values), name="request_state_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=DispatchKind.values), name="request_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(purpose__in=Purpose.values), name="request_purpose_known"
            ),
            models.CheckConstraint(
                condition=Q(sessions_wanted__gte=1), name="request_of_some_sessions"
            ),
            models.CheckConstraint(
                condition=Q(hours_each__isnull=True) | Q(hours_each__gt=0, hours_each__lte=12),
                name="request_hours_of_a_day",
                violation_error_message="1回の時間は12時間以内で入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(youngest__isnull=True)
                | Q(oldest__isnull=True)
                | Q(oldest__gte=F("youngest")),
                name="request_ages_in_order",
                violation_error_message="最年長は最年少以上の年齢を入力してください。",
            ),
            models.CheckConstraint(
                condition=(Q(state=RequestState.CANCELLED) & ~Q(cancel_side=""))
                | (~Q(state=RequestState.CANCELLED) & Q(cancel_side="")),
                name="request_cancelled_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=rules.APPROVED_STATES,
                    approved_by__isnull=False,
                    approved_at__isnull=False,
                )
                | Q(
                    state__in=(*rules.UNAPPROVED_STATES, RequestState.CANCELLED),
                    approved_by__isnull=True,
                    approved_at__isnull=True,
                ),
                name="request_approval_present",
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("author")) & ~Q(approved_by=F("requested_by"))),
                name="request_not_self_approved",
                violation_error_message="自分が作成した派遣依頼は承認できません。",
            ),
        ]

    def __str__(self):
        return f"{self.client}（{self.trades}）"

    def get_absolute_url(self):
        return reverse("dispatch:request_detail", args=(self.pk,))

    @property
    def number(self) -> str:
        """派R8-012."""
        return f"派{fiscal_year.short(self.fiscal_year)}-{self.serial:03d}"

    @property
    def trades(self) -> str:
        """左官ほか2職種; the others only for rows that are ``named``."""
        further = getattr(self, "further_names", ())
        return f"{self.trade}ほか{len(further)}職種" if further else str(self.trade)

    @property
    def needs_exception(self) -> bool:
        """A rule is broken that only a manager can let pass, by the verdicts it keeps."""
        return self.state in EDITABLE_STATES and any(
            one["outcome"] == Outcome.NO.value and one["hard"] and not one["overridden_by"]
            for one in self.verdicts
        )

    @property
    def holder(self) -> str:
        """次の担当."""
        if self.state in ENDED_STATES:
            return ""
        if self.needs_exception or self.state == RequestState.AWAITING:
            return "承認者"
        return str(self.owner)


@history.tracked()
class RequestStep(Step):
    subject = models.ForeignKey(DispatchRequest, on_delete=models.CASCADE, related_name="steps")

    class Meta(Step.Meta):
        verbose_name = "派遣依頼の経過"
        verbose_name_plural = "派遣依頼の経過"
        constraints = [comment_constraint("request_step_comment", rules.REQUEST_COMMENTED)]
