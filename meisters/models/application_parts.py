"""Rows below an application: qualifications, experience, consents, papers."""

from django.db import models
from django.db.models import F, Q

from aomori_skills.base import history
from aomori_skills.office.models import Operation, Trade
from aomori_skills.paperwork.models import Attachment
from meisters.choices import Consent, DocumentKind, Ground, PublicItem
from meisters.models.application import CertificationApplication


@history.tracked()
class Qualification(models.Model):
    """資格要件: the ground on which one trade (and 作業) is applied for, with its evidence."""

    application = models.ForeignKey(
        CertificationApplication, on_delete=models.CASCADE, related_name="qualifications"
    )
    trade = models.ForeignKey(
        Trade, on_delete=models.PROTECT, related_name="+", verbose_name="職種"
    )
    operation = models.ForeignKey(
        Operation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="作業",
    )
    ground = models.CharField("資格要件", max_length=30, choices=Ground)
    detail = models.CharField("資格・受賞の名称", max_length=100, blank=True)
    number = models.CharField("証書番号", max_length=40, blank=True)
    acquired_on = models.DateField("取得日", null=True, blank=True)
    evidence = models.ForeignKey(
        Attachment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="合格証書等の写し",
    )

    class Meta:
        verbose_name = "職種・資格"
        verbose_name_plural = "職種・資格"
        ordering = ("pk",)

    def __str__(self):
        return f"{self.trade} {self.get_ground_display()}"


@history.tracked()
class PracticePeriod(models.Model):
    """実務経験: one period at one employer; open end means "still there"."""

    application = models.ForeignKey(
        CertificationApplication, on_delete=models.CASCADE, related_name="practice_periods"
    )
    employer_name = models.CharField("勤務先", max_length=100)
    starts_on = models.DateField("開始日")
    ends_on = models.DateField("終了日", null=True, blank=True)
    duties = models.CharField("職務の内容", max_length=200, blank=True)

    class Meta:
        verbose_name = "実務経験"
        verbose_name_plural = "実務経験"
        ordering = ("starts_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="practice_ends_after_start",
                violation_error_message="終了日は開始日以後の日付を入力してください。",
            ),
        ]

    def __str__(self):
        return self.employer_name


@history.tracked()
class InstructionRecord(models.Model):
    """実技指導経験: a dated entry; a longer series has an end and a number of times."""

    application = models.ForeignKey(
        CertificationApplication, on_delete=models.CASCADE, related_name="instruction_records"
    )
    starts_on = models.DateField("指導日（開始日）")
    ends_on = models.DateField("終了日", null=True, blank=True)
    times = models.PositiveSmallIntegerField("回数", default=1)
    place = models.CharField("指導先", max_length=100)
    learners = models.CharField("指導の対象", max_length=100, blank=True)
    content = models.CharField("指導の内容", max_length=200, blank=True)

    class Meta:
        verbose_name = "実技指導経験"
        verbose_name_plural = "実技指導経験"
        ordering = ("starts_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="instruction_ends_after_start",
                violation_error_message="終了日は指導日以後の日付を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(times__gte=1),
                name="instruction_at_least_once",
                violation_error_message="回数は1以上で入力してください。",
            ),
        ]

    def __str__(self):
        return self.place


@history.tracked()
class PublicationConsent(models.Model):
    """公表同意: the answer for one item of the public database."""

    application = models.ForeignKey(
        CertificationApplication, on_delete=models.CASCADE, related_name="consents"
    )
    item = models.CharField("項目", max_length=20, choices=PublicItem)
    answer = models.CharField("回答", max_length=10, choices=Consent, default=Consent.UNKNOWN)
    answered_on = models.DateField("回答日", null=True, blank=True)

    class Meta:
        verbose_name = "公表同意"
        verbose_name_plural = "公表同意"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("application", "item"), name="consent_item_once"),
        ]

    def __str__(self):
        return self.get_item_display()


@history.tracked()
class ApplicationDocument(models.Model):
    """A paper of the package, scanned."""

    application = models.ForeignKey(
        CertificationApplication, on_delete=models.CASCADE, related_name="documents"
    )
    kind = models.CharField("書類の種類", max_length=20, choices=DocumentKind)
    attachment = models.OneToOneField(
        Attachment, on_delete=models.PROTECT, related_name="+", verbose_name="ファイル"
    )
    note = models.CharField("備考", max_length=100, blank=True)

    class Meta:
        verbose_name = "添付書類"
        verbose_name_plural = "添付書類"
        ordering = ("kind", "pk")

    def __str__(self):
        return self.get_kind_display()
