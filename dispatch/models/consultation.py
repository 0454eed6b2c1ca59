"""相談・援助: advice that was given, counted by month and by the number of people."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aomori_skills.base import history, wareki
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.base.kana import FoldedText
from aomori_skills.office.models import Organization, Trade
from dispatch.choices import ConsultationWay, NextState, Theme
from dispatch.querysets.consultations import ConsultationQuerySet


@history.tracked(exclude=("search_text",))
class Consultation(VersionedModel):
    """One talk: who asked what, what was answered, and what comes next by when."""

    NAMED_BY = ("organization",)

    consulted_on = models.DateField("相談日")
    way = models.CharField(
        "方法", max_length=10, choices=ConsultationWay, default=ConsultationWay.PHONE
    )
    organization = models.ForeignKey(
        Organization,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name="相談者の所属",
    )
    person = models.CharField("相談者の氏名", max_length=60, blank=True)
    phone = models.CharField("連絡先の電話番号", max_length=20, blank=True)
    people = models.PositiveSmallIntegerField(
        "相談者の人数", default=1, validators=(MinValueValidator(1),)
    )
    theme = models.CharField("相談の種別", max_length=20, choices=Theme)
    trade = models.ForeignKey(
        Trade,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="consultations",
        verbose_name="職種",
    )
    question = models.TextField("相談の内容", max_length=3000)
    answer = models.TextField("回答・援助の内容", max_length=3000, blank=True)
    next_action = models.CharField("次の対応", max_length=200, blank=True)
    next_on = models.DateField("次の対応の期日", null=True, blank=True)
    next_done_on = models.DateField("対応を済ませた日", null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="consultations",
        verbose_name="対応者",
    )
    created_at = models.DateTimeField("記録日時", auto_now_add=True)
    search_text = models.GeneratedField(
        expression=FoldedText("person", "question", "answer", "next_action"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        verbose_name = "相談・援助"
        verbose_name_plural = "相談・援助"
        ordering = ("-consulted_on", "-pk")
        indexes = [
            GinIndex(
                fields=["search_text"], name="consultation_search", opclasses=["gin_trgm_ops"]
            ),
            models.Index(fields=("-consulted_on",), name="consultation_day"),
            models.Index(
                fields=("next_on",),
                name="consultation_next",
                condition=Q(next_on__isnull=False, next_done_on__isnull=True),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(way__in=ConsultationWay.values), name="consultation_way_known"
            ),
            models.CheckConstraint(
                condition=Q(theme__in=Theme.values), name="consultation_theme_known"
            ),
            models.CheckConstraint(
                condition=Q(people__gte=1),
                name="consultation_of_somebody",
                violation_error_message="相談者の人数は1人以上で入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(organization__isnull=False) | ~Q(person=""),
                name="consultation_has_asker",
                violation_error_message="相談者の所属か氏名のどちらかを入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | ~Q(next_action=""),
                name="consultation_next_action_named",
                violation_error_message="期日を入力したときは、次の対応も入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(next_on__isnull=True) | Q(next_on__gte=F("consulted_on")),
                name="consultation_next_after",
                violation_error_message="次の対応の期日は、相談日以後の日付を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(next_done_on__isnull=True)
                | (Q(next_done_on__gte=F("consulted_on")) & ~Q(next_action="")),
                name="consultation_next_done_after",
                violation_error_message="対応を済ませた日は、相談日以後の日付を入力してください。",
            ),
        ]

    def __str__(self):
        return f"{self.asker}（{wareki.format_short(self.consulted_on)}の相談）"

    def get_absolute_url(self):
        return reverse("dispatch:consultation_detail", args=(self.pk,))

    @property
    def next_state(self) -> str:
        """Nothing where nothing was promised."""
        if not self.next_action:
            return ""
        return NextState.DONE if self.next_done_on else NextState.WAITING

    def get_next_state_display(self) -> str:
        return NextState(self.next_state).label if self.next_state else ""

    @property
    def asker(self) -> str:
        """Organization and person, as far as they are known."""
        return "　".join(filter(None, (str(self.organization or ""), self.person)))
