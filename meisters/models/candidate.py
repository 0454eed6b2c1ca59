"""候補者: a person who may be certified, met on a visit or introduced."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.urls import reverse

from aomori_skills.base import history
from aomori_skills.base.merging import kept_rows
from aomori_skills.base.workflow import StatefulModel, Step, comment_constraint
from aomori_skills.office.models import Organization, Trade
from meisters import rules
from meisters.choices import CandidateState, Employment
from meisters.models.person import Person, born_constraint, name_search, phone_search
from meisters.models.visit import Visit
from meisters.querysets.people import CandidateQuerySet


@history.tracked(exclude=("search_text", "phone_digits"))
class Candidate(Person, StatefulModel):
    """Where the person was found and whose work it is; the application has the details."""

    state = models.CharField(
        "状態", max_length=20, choices=CandidateState, default=CandidateState.OPEN
    )
    employment = models.CharField(
        "就業の状況", max_length=20, choices=Employment, default=Employment.UNKNOWN
    )
    employer = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="candidates",
        verbose_name="勤務先",
    )
    position = models.CharField("役職・部署", max_length=60, blank=True)
    trade = models.ForeignKey(
        Trade,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="candidates",
        verbose_name="見込みの職種",
    )
    met_on = models.DateField("面談日", null=True, blank=True)
    met_at = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="candidates_met",
        verbose_name="訪問先・紹介元",
    )
    visit = models.ForeignKey(
        Visit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="candidates",
        verbose_name="見つけた訪問",
    )
    explained_on = models.DateField("制度の説明日", null=True, blank=True)
    next_contact_on = models.DateField("次回連絡日", null=True, blank=True)
    note = models.TextField("経緯・備考", blank=True, max_length=2000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="candidates",
        verbose_name="担当者",
    )
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_from",
        verbose_name="統合先",
        editable=False,
    )
    created_at = models.DateTimeField("登録日時", auto_now_add=True)
    search_text = name_search()
    phone_digits = phone_search()

    objects = kept_rows(CandidateQuerySet)
    with_merged = CandidateQuerySet.as_manager()
    workflow = rules.CANDIDATE_WORKFLOW

    class Meta:
        verbose_name = "候補者"
        verbose_name_plural = "候補者"
        ordering = ("family_kana", "given_kana", "pk")
        indexes = [
            GinIndex(fields=["search_text"], name="candidate_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=("state", "next_contact_on"), name="candidate_due"),
        ]
        constraints = [
            born_constraint("candidate_born_after_1900"),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True)
                | ~models.Q(merged_into=models.F("id")),
                name="candidate_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=CandidateState.values), name="candidate_state_known"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("meisters:candidate_detail", args=(self.pk,))


@history.tracked()
class CandidateStep(Step):
    subject = models.ForeignKey(Candidate, on_delete=models.CASCADE, related_name="steps")

    class Meta(Step.Meta):
        verbose_name = "候補者の経過"
        verbose_name_plural = "候補者の経過"
        constraints = [comment_constraint("candidate_step_comment", ("decline",))]
