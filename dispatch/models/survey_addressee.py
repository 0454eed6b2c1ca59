"""調査先: whom a wave went to, and how it stands with them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from aomori_skills.base import fiscal_year, history
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.base.merging import kept_rows
from aomori_skills.office.models import Contact, Organization
from aomori_skills.paperwork.models import OutgoingMessage
from dispatch.choices import AddresseeGroup, AddresseeState
from dispatch.models.survey import DemandSurvey
from dispatch.querysets.surveys import AddresseeQuerySet
from meisters.choices import Way

User = settings.AUTH_USER_MODEL


@history.tracked()
class SurveyAddressee(VersionedModel):
    """調査先: one organization in one wave, with its answer.

    ``demand`` is None until somebody answered whether dispatches are wanted.
    """

    NAMED_BY = ("organization", "survey")

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

    objects = kept_rows(AddresseeQuerySet, owner="organization")
    with_merged = AddresseeQuerySet.as_manager()

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
