"""Rows below a meister: availability, other titles, consents, bank account."""

import pgtrigger
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q

from aomori_skills.base import history
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.paperwork.models import Attachment
from meisters.choices import ConsentState, HalfDay, Mark, PublicItem, Title, Way
from meisters.models.meister import Meister


@history.tracked()
class WeekdayAvailability(models.Model):
    """曜日ごとの都合: a half day of the week; no row means that nobody has asked yet."""

    WEEKDAYS = tuple(enumerate("月火水木金土日"))

    meister = models.ForeignKey(Meister, on_delete=models.CASCADE, related_name="weekdays")
    weekday = models.PositiveSmallIntegerField("曜日", choices=WEEKDAYS)
    half = models.CharField("午前・午後", max_length=2, choices=HalfDay)
    mark = models.CharField("都合", max_length=5, choices=Mark)

    class Meta:
        verbose_name = "曜日ごとの都合"
        verbose_name_plural = "曜日ごとの都合"
        ordering = ("weekday", "half")
        constraints = [
            models.UniqueConstraint(fields=("meister", "weekday", "half"), name="weekday_once"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="weekday_exists"),
        ]

    def __str__(self):
        return f"{self.get_weekday_display()}曜{self.get_half_display()} {self.get_mark_display()}"


@history.tracked()
class DateAvailability(models.Model):
    """日ごとの都合: an exception to the weekdays."""

    meister = models.ForeignKey(Meister, on_delete=models.CASCADE, related_name="dates")
    day = models.DateField("日付")
    half = models.CharField("午前・午後", max_length=2, choices=HalfDay)
    mark = models.CharField("都合", max_length=5, choices=Mark)
    note = models.CharField("備考", max_length=100, blank=True)

    class Meta:
        verbose_name = "日ごとの都合"
        verbose_name_plural = "日ごとの都合"
        ordering = ("day", "half")
        constraints = [
            models.UniqueConstraint(
                fields=("meister", "day", "half"),
                name="date_once",
                violation_error_message="同じ日の午前・午後が重複しています。",
            ),
        ]

    def __str__(self):
        return f"{self.day:%Y/%m/%d} {self.get_half_display()} {self.get_mark_display()}"


@history.tracked()
class OtherTitle(models.Model):
    """その他の称号: noted beside the person."""

    meister = models.ForeignKey(Meister, on_delete=models.CASCADE, related_name="titles")
    title = models.CharField("称号", max_length=30, choices=Title)
    detail = models.CharField("内容", max_length=100, blank=True)
    awarded_on = models.DateField("授与日", null=True, blank=True)

    class Meta:
        verbose_name = "その他の称号"
        verbose_name_plural = "その他の称号"
        ordering = ("awarded_on", "pk")

    def __str__(self):
        return self.get_title_display()


@history.tracked()
class MeisterConsent(models.Model):
    """公表同意: the answer in force for one item of the public database.

    An answer has its day; those carried over without one stay until they are answered anew.
    """

    meister = models.ForeignKey(Meister, on_delete=models.CASCADE, related_name="consents")
    item = models.CharField("項目", max_length=20, choices=PublicItem)
    answer = models.CharField(
        "回答", max_length=10, choices=ConsentState, default=ConsentState.UNKNOWN
    )
    answered_on = models.DateField("回答日", null=True, blank=True)
    way = models.CharField("回答方法", max_length=10, choices=Way, blank=True)
    evidence = models.ForeignKey(
        Attachment,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="同意書・撤回書",
    )

    class Meta:
        verbose_name = "公表同意"
        verbose_name_plural = "公表同意"
        ordering = ("pk",)
        constraints = [
            models.UniqueConstraint(fields=("meister", "item"), name="meister_consent_once"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="new_consent_dated",
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__answered_on__isnull=True)
                & ~pgtrigger.Q(new__answer=ConsentState.UNKNOWN.value),
            ),
            pgtrigger.Protect(
                name="changed_consent_dated",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(new__answered_on__isnull=True)
                & ~pgtrigger.Q(new__answer=ConsentState.UNKNOWN.value)
                & (
                    ~pgtrigger.Q(new__answer=pgtrigger.F("old__answer"))
                    | pgtrigger.Q(old__answered_on__isnull=False)
                ),
            ),
        ]

    def __str__(self):
        return self.get_item_display()


@history.tracked()
class BankAccount(VersionedModel):
    """振込口座: seen and edited by 会計 only."""

    class Kind(models.TextChoices):
        ORDINARY = "ordinary", "普通"
        CURRENT = "current", "当座"

    meister = models.OneToOneField(Meister, on_delete=models.CASCADE, related_name="bank_account")
    bank = models.CharField("金融機関名", max_length=60)
    branch = models.CharField("支店名", max_length=60)
    kind = models.CharField("預金種別", max_length=10, choices=Kind, default=Kind.ORDINARY)
    number = models.CharField(
        "口座番号",
        max_length=7,
        validators=[RegexValidator(r"^[0-9]{7}$", "口座番号は数字7桁で入力してください。")],
    )
    holder_kana = models.CharField("口座名義（カナ）", max_length=60)

    class Meta:
        verbose_name = "振込口座"
        verbose_name_plural = "振込口座"
        constraints = [
            models.CheckConstraint(
                condition=Q(number__regex=r"^[0-9]{7}$"), name="account_number_seven_digits"
            ),
        ]

    def __str__(self):
        return f"{self.bank} {self.branch}"

    @property
    def masked_number(self) -> str:
        """The last three digits, as it is shown outside its own page."""
        return f"●●●●{self.number[-3:]}"
