"""派遣希望調査: a wave of letters, whom it went to, and what came back."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aomori_skills.base import fiscal_year, history
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.office.models import Contact, Operation, Organization, Trade
from aomori_skills.paperwork.models import OutgoingMessage
from dispatch.choices import AddresseeGroup, AddresseeState, DispatchKind
from dispatch.querysets.surveys import AddresseeQuerySet, SurveyQuerySet, WishQuerySet
from meisters.choices import Way
from meisters.models import Candidate

User = settings.AUTH_USER_MODEL


@history.tracked()
class DemandSurvey(VersionedModel):
    """One wave of a fiscal year; closed when no more answers are taken."""

    fiscal_year = models.PositiveSmallIntegerField("対象年度")
    name = models.CharField("調査名", max_length=100)
    opened_on = models.DateField("開始日")
    reply_by = models.DateField("回答期限")
    closed_on = models.DateField("終了日", null=True, blank=True)
    owner = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="demand_surveys", verbose_name="担当者"
    )
    note = models.TextField("備考", blank=True, max_length=1000)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        verbose_name = "派遣希望調査"
        verbose_name_plural = "派遣希望調査"
        ordering = ("-opened_on", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=("fiscal_year", "name"),
                name="survey_once",
                violation_error_message="同じ年度に同じ名前の調査があります。",
            ),
            models.CheckConstraint(
                condition=Q(reply_by__gte=F("opened_on")),
                name="survey_reply_after_opening",
                violation_error_message="回答期限は開始日以後の日付を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="survey_closed_after_opening",
                violation_error_message="終了日は開始日以後の日付を入力してください。",
            ),
        ]

    def __str__(self):
        return f"{fiscal_year.label(self.fiscal_year)} {self.name}"

    def get_absolute_url(self):
        return reverse("dispatch:survey_detail", args=(self.pk,))

    @property
    def is_open(self) -> bool:
        return self.closed_on is None


@history.tracked()
class SurveyAddressee(VersionedModel):
    """調査先: one organization in one wave, with its answer.

    ``demand`` is None until somebody answered whether dispatches are wanted.
    """

    survey = models.ForeignKey(
        DemandSurvey, on_delete=models.PROTECT, related_name="addressees", verbose_name="調査"
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        related_name="surveys",
        verbose_name="調査先",
    )
    contact = models.ForeignKey(
        Contact,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="宛先の担当者",
    )
    group = models.CharField("区分", max_length=20, choices=AddresseeGroup)
    state = models.CharField(
        "状態", max_length=20, choices=AddresseeState, default=AddresseeState.UNSENT
    )
    message = models.ForeignKey(
        OutgoingMessage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="調査の依頼文書",
    )
    reminder = models.ForeignKey(
        OutgoingMessage,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="催促の文書",
    )
    sent_on = models.DateField("送付日", null=True, blank=True)
    undeliverable_on = models.DateField("宛先不明を確認した日", null=True, blank=True)
    replied_on = models.DateField("回答日", null=True, blank=True)
    replied_way = models.CharField("回答方法", max_length=10, choices=Way, blank=True)
    replied_by = models.CharField("回答者の氏名", max_length=60, blank=True)
    typed_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="入力者",
    )
    demand = models.BooleanField("派遣の希望", null=True, blank=True)
    note = models.CharField("意見・備考", max_length=500, blank=True)

    objects = AddresseeQuerySet.as_manager()

    class Meta:
        verbose_name = "調査先"
        verbose_name_plural = "調査先"
        ordering = ("survey", "group", "organization__kana", "pk")
        indexes = [models.Index(fields=("survey", "state"), name="addressee_state")]
        constraints = [
            models.UniqueConstraint(
                fields=("survey", "organization"),
                name="addressee_once",
                violation_error_message="この調査には、同じ調査先がすでに登録されています。",
            ),
            models.CheckConstraint(
                condition=Q(state__in=AddresseeState.values), name="addressee_state_known"
            ),
            models.CheckConstraint(
                condition=Q(group__in=AddresseeGroup.values), name="addressee_group_known"
            ),
            models.CheckConstraint(
                condition=Q(state=AddresseeState.UNSENT, sent_on__isnull=True)
                | (~Q(state=AddresseeState.UNSENT) & Q(sent_on__isnull=False)),
                name="addressee_sent_dated",
                violation_error_message="送付日を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(state=AddresseeState.UNDELIVERABLE, undeliverable_on__isnull=False)
                | (~Q(state=AddresseeState.UNDELIVERABLE) & Q(undeliverable_on__isnull=True)),
                name="addressee_undeliverable_dated",
                violation_error_message="宛先不明を確認した日を入力してください。",
            ),
            models.CheckConstraint(
                condition=(
                    Q(state__in=(AddresseeState.REPLIED, AddresseeState.DECLINED))
                    & Q(replied_on__isnull=False, typed_by__isnull=False)
                    & ~Q(replied_way="")
                )
                | (
                    ~Q(state__in=(AddresseeState.REPLIED, AddresseeState.DECLINED))
                    & Q(replied_on__isnull=True, replied_way="", typed_by__isnull=True)
                ),
                name="addressee_reply_whole",
                violation_error_message="回答日と回答方法を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(state=AddresseeState.REPLIED, demand__isnull=False)
                | (~Q(state=AddresseeState.REPLIED) & Q(demand__isnull=True)),
                name="addressee_demand_answered",
                violation_error_message="派遣の希望の有無を入力してください。",
            ),
        ]

    def __str__(self):
        return f"{self.organization}（{self.survey.name}）"

    def get_absolute_url(self):
        return reverse("dispatch:addressee_detail", args=(self.pk,))

    @property
    def code(self) -> str:
        """In the corner of the reply form: 調査R8-00012."""
        return f"調査{fiscal_year.short(self.survey.fiscal_year)}-{self.pk:05d}"


@history.tracked()
class SurveyWish(models.Model):
    """派遣の希望: a line of the answer; becomes a request, or is dropped with a reason."""

    addressee = models.ForeignKey(
        SurveyAddressee, on_delete=models.CASCADE, related_name="wishes", verbose_name="調査先"
    )
    kind = models.CharField("派遣の区分", max_length=20, choices=DispatchKind)
    trade = models.ForeignKey(
        Trade, on_delete=models.PROTECT, related_name="survey_wishes", verbose_name="職種"
    )
    operation = models.ForeignKey(
        Operation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="作業",
    )
    people = models.PositiveSmallIntegerField(
        "受講予定人数", null=True, blank=True, validators=(MinValueValidator(1),)
    )
    sessions = models.PositiveSmallIntegerField(
        "希望回数", null=True, blank=True, validators=(MinValueValidator(1),)
    )
    when = models.CharField("希望時期", max_length=100, blank=True)
    content = models.CharField("希望する内容", max_length=300, blank=True)
    dropped_on = models.DateField("見送った日", null=True, blank=True)
    drop_reason = models.CharField("見送りの理由", max_length=200, blank=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        verbose_name = "派遣の希望"
        verbose_name_plural = "派遣の希望"
        ordering = ("addressee", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=DispatchKind.values), name="wish_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, drop_reason="")
                | (Q(dropped_on__isnull=False) & ~Q(drop_reason="")),
                name="wish_dropped_with_reason",
                violation_error_message="見送るときは理由を入力してください。",
            ),
        ]

    def __str__(self):
        return f"{self.trade}（{self.get_kind_display()}）"


@history.tracked()
class SurveyProposal(models.Model):
    """候補者の推薦: a person named in the answer; becomes a candidate, or is dropped."""

    addressee = models.ForeignKey(
        SurveyAddressee, on_delete=models.CASCADE, related_name="proposals", verbose_name="調査先"
    )
    name = models.CharField("氏名", max_length=60)
    trade = models.ForeignKey(
        Trade,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="職種",
    )
    position = models.CharField("役職・部署", max_length=60, blank=True)
    note = models.CharField("備考", max_length=200, blank=True)
    candidate = models.ForeignKey(
        Candidate,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="survey_proposals",
        verbose_name="候補者",
    )
    dropped_on = models.DateField("見送った日", null=True, blank=True)
    drop_reason = models.CharField("見送りの理由", max_length=200, blank=True)

    class Meta:
        verbose_name = "候補者の推薦"
        verbose_name_plural = "候補者の推薦"
        ordering = ("addressee", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, drop_reason="")
                | (Q(dropped_on__isnull=False, candidate__isnull=True) & ~Q(drop_reason="")),
                name="proposal_dropped_with_reason",
                violation_error_message="見送るときは理由を入力してください。",
            ),
        ]

    def __str__(self):
        return self.name
