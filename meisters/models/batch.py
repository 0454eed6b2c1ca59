"""センター提出: rounds with their deadlines, and the bundles that were sent."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from aomori_skills.base import fiscal_year, history
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.base.workflow import StatefulModel, Step, comment_constraint
from aomori_skills.paperwork.models import Attachment, OfficialDocument
from meisters import rules
from meisters.choices import BatchState, Result
from meisters.querysets.batches import BatchQuerySet, ItemQuerySet, RoundQuerySet


@history.tracked()
class ApplicationRound(VersionedModel):
    """申請回: the corner's deadline comes before the center's."""

    fiscal_year = models.PositiveSmallIntegerField("年度")
    number = models.PositiveSmallIntegerField("回")
    corner_deadline = models.DateField("コーナーの締切日")
    center_deadline = models.DateField("センターの締切日")
    note = models.CharField("備考", max_length=200, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = "申請回"
        verbose_name_plural = "申請回"
        ordering = ("-fiscal_year", "-number")
        constraints = [
            models.UniqueConstraint(
                fields=("fiscal_year", "number"),
                name="round_once",
                violation_error_message="この年度の同じ回は登録済みです。",
            ),
            models.CheckConstraint(
                condition=Q(corner_deadline__lte=F("center_deadline")),
                name="corner_deadline_first",
                violation_error_message="コーナーの締切日は、センターの締切日以前の日付を入力してください。",
            ),
        ]

    def __str__(self):
        return f"{fiscal_year.label(self.fiscal_year)} 第{self.number}回"

    @property
    def name(self) -> str:
        return str(self)

    def get_absolute_url(self):
        return reverse("meisters:round_edit", args=(self.pk,))


@history.tracked()
class SubmissionBatch(StatefulModel):
    """One bundle sent to the center, with the register number of its cover letter."""

    fiscal_year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("番号")
    round = models.ForeignKey(
        ApplicationRound, on_delete=models.PROTECT, related_name="batches", verbose_name="申請回"
    )
    state = models.CharField("状態", max_length=20, choices=BatchState, default=BatchState.SENT)
    submitted_on = models.DateField("提出日")
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="提出者",
    )
    letter = models.OneToOneField(
        OfficialDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="送付文書",
    )
    note = models.TextField("備考", blank=True, max_length=1000)

    objects = BatchQuerySet.as_manager()
    workflow = rules.BATCH_WORKFLOW

    class Meta:
        verbose_name = "センター提出"
        verbose_name_plural = "センター提出"
        ordering = ("-fiscal_year", "-serial", "pk")
        constraints = [
            models.UniqueConstraint(fields=("fiscal_year", "serial"), name="batch_number"),
            models.CheckConstraint(
                condition=Q(state__in=BatchState.values), name="batch_state_known"
            ),
        ]

    def __str__(self):
        return f"センター提出 {self.number}"

    def get_absolute_url(self):
        return reverse("meisters:batch_detail", args=(self.pk,))

    @property
    def number(self) -> str:
        return f"{fiscal_year.short(self.fiscal_year)}-提{self.serial:02d}"


@history.tracked()
class BatchStep(Step):
    subject = models.ForeignKey(SubmissionBatch, on_delete=models.CASCADE, related_name="steps")

    class Meta(Step.Meta):
        verbose_name = "センター提出の経過"
        verbose_name_plural = "センター提出の経過"
        constraints = [comment_constraint("batch_step_comment", ("cancel",))]


@history.tracked()
class BatchItem(models.Model):
    """One application in a bundle, and the center's answer to it."""

    batch = models.ForeignKey(SubmissionBatch, on_delete=models.CASCADE, related_name="items")
    application = models.ForeignKey(
        "meisters.CertificationApplication",
        on_delete=models.PROTECT,
        related_name="batch_items",
        verbose_name="認定申請",
    )
    order = models.PositiveSmallIntegerField("番号")
    cancelled = models.BooleanField("提出取消", default=False)
    result = models.CharField("結果", max_length=10, choices=Result, default=Result.PENDING)
    result_on = models.DateField("結果の日付", null=True, blank=True)
    meister_number = models.CharField("認定番号", max_length=30, blank=True)
    comment = models.CharField("照会・不認定の内容", max_length=500, blank=True)
    reply_due_on = models.DateField("照会への回答期限", null=True, blank=True)

    objects = ItemQuerySet.as_manager()

    class Meta:
        verbose_name = "提出した申請"
        verbose_name_plural = "提出した申請"
        ordering = ("batch", "order")
        constraints = [
            models.UniqueConstraint(fields=("batch", "order"), name="batch_order_once"),
            models.UniqueConstraint(
                fields=("application",),
                condition=Q(cancelled=False),
                name="application_in_one_batch",
            ),
            models.CheckConstraint(
                condition=~Q(result=Result.CERTIFIED)
                | (Q(result_on__isnull=False) & ~Q(meister_number="")),
                name="certified_has_number",
                violation_error_message="認定の場合は、認定日と認定番号を入力してください。",
            ),
            models.CheckConstraint(
                condition=~Q(result__in=(Result.REJECTED, Result.INQUIRY))
                | (Q(result_on__isnull=False) & ~Q(comment="")),
                name="refusal_has_text",
                violation_error_message="照会・不認定の場合は、日付と内容を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(reply_due_on__isnull=True)
                | Q(result=Result.INQUIRY, reply_due_on__gte=F("result_on"))
                | Q(result__in=(Result.CERTIFIED, Result.REJECTED)),
                name="reply_due_after_inquiry",
                violation_error_message="回答期限は照会の日以後の日付を入力してください。",
            ),
        ]

    def __str__(self):
        return f"{self.order} {self.application}"


@history.tracked()
class BatchFile(models.Model):
    """A file that was made for a bundle and is kept as it was sent."""

    class Kind(models.TextChoices):
        LIST = "list", "申請者一覧（Excel）"
        FORM = "form", "認定申請書（PDF）"
        ARCHIVE = "archive", "提出書類一式（ZIP）"
        CORRECTED = "corrected", "補正後の認定申請書（PDF）"
        REPLY = "reply", "照会への回答一式（ZIP）"

    batch = models.ForeignKey(SubmissionBatch, on_delete=models.CASCADE, related_name="files")
    kind = models.CharField("種類", max_length=10, choices=Kind)
    application = models.ForeignKey(
        "meisters.CertificationApplication",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="認定申請",
    )
    attachment = models.OneToOneField(
        Attachment, on_delete=models.PROTECT, related_name="+", verbose_name="ファイル"
    )
    letter = models.OneToOneField(
        OfficialDocument,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="回答文書",
    )

    class Meta:
        verbose_name = "提出ファイル"
        verbose_name_plural = "提出ファイル"
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="reply", letter__isnull=False, application__isnull=False)
                | (~Q(kind="reply") & Q(letter__isnull=True)),
                name="reply_has_letter",
            )
        ]

    def __str__(self):
        return self.get_kind_display()
