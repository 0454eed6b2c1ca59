"""公文書台帳: every letter that left the office, with its number and its PDF."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import fiscal_year, history
from aomori_skills.base.kana import FoldedText
from aomori_skills.paperwork.choices import DocumentKind
from aomori_skills.paperwork.models.stored_file import StoredFile
from aomori_skills.paperwork.querysets import DocumentQuerySet, NumberSeriesQuerySet
from aomori_skills.paperwork.rules.file_names import clean_part


def issued_in_its_fiscal_year() -> Q:
    """``fiscal_year`` is that of ``issued_on``: April begins it."""
    year = ExtractYear("issued_on")
    return Q(issued_on__month__gte=fiscal_year.FIRST_MONTH, fiscal_year=year) | Q(
        issued_on__month__lt=fiscal_year.FIRST_MONTH, fiscal_year=year - 1
    )


@history.tracked()
class NumberSeries(models.Model):
    """The counter of one symbol in one fiscal year; its row is locked while a number is taken."""

    symbol = models.CharField("公文書記号", max_length=10)
    fiscal_year = models.PositiveSmallIntegerField("年度")
    last_serial = models.PositiveIntegerField("最後の番号", default=0)

    objects = NumberSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = "文書番号"
        verbose_name_plural = "文書番号"
        ordering = ("-fiscal_year", "symbol")
        constraints = [
            models.UniqueConstraint(fields=("symbol", "fiscal_year"), name="series_once"),
            models.CheckConstraint(condition=~Q(symbol=""), name="series_has_symbol"),
        ]
        triggers = [pgtrigger.Protect(name="series_stays", operation=pgtrigger.Delete)]

    def __str__(self):
        return f"{self.symbol} {fiscal_year.label(self.fiscal_year)}"


@history.tracked(exclude=("search_text", "letter", "file", "held", "personal"))
class OfficialDocument(StoredFile):
    """One issued document; after that only 欠番 can happen to it, and its file stays.

    ``letter`` is the letter's content as data, so that it can be issued again under a new number.
    """

    FOLDER = "documents"

    symbol = models.CharField("公文書記号", max_length=10, blank=True)
    fiscal_year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("番号", null=True, blank=True)
    number = models.CharField("文書番号", max_length=30, blank=True)
    kind = models.CharField("種類", max_length=20, choices=DocumentKind)
    subject = models.CharField("件名", max_length=200)
    addressee = models.CharField("宛名", max_length=200)
    issued_on = models.DateField("発行日")
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="発行者"
    )
    issued_at = models.DateTimeField("発行日時", default=timezone.now, editable=False)
    letter = models.JSONField("文面", null=True, blank=True, editable=False)
    reissue_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reissues",
        verbose_name="再発行の元",
    )
    reissue_reason = models.CharField("再発行の理由", max_length=200, blank=True)
    voided_at = models.DateTimeField("欠番にした日時", null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="欠番にした人",
    )
    void_reason = models.CharField("欠番の理由", max_length=200, blank=True)
    held = models.BooleanField("業務の記録で使用中", default=False, editable=False)
    personal = models.BooleanField("個人情報を含む", default=False, editable=False)
    search_text = models.GeneratedField(
        expression=FoldedText("number", "subject", "addressee"),
        output_field=models.TextField(),
        db_persist=True,
    )

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "公文書"
        verbose_name_plural = "公文書"
        ordering = ("-issued_on", F("serial").desc(nulls_last=True), "-pk")
        indexes = [
            GinIndex(fields=["search_text"], name="document_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["-fiscal_year", "-issued_on"], name="document_year"),
        ]
        constraints = [
            *StoredFile.Meta.constraints,
            models.UniqueConstraint(
                fields=("symbol", "fiscal_year", "serial"), name="document_number_once"
            ),
            models.CheckConstraint(
                condition=Q(serial__isnull=False, serial__gt=0) & ~Q(symbol="") & ~Q(number="")
                | Q(serial__isnull=True, symbol="", number=""),
                name="document_number_whole",
            ),
            models.CheckConstraint(
                condition=Q(serial__isnull=True) | ~Q(kind=DocumentKind.MEMO),
                name="memo_has_no_number",
            ),
            models.CheckConstraint(
                condition=issued_in_its_fiscal_year(), name="document_in_its_year"
            ),
            models.CheckConstraint(
                condition=Q(reissue_of__isnull=True, reissue_reason="")
                | (Q(reissue_of__isnull=False) & ~Q(reissue_reason="") & ~Q(reissue_of=F("id"))),
                name="reissue_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_by__isnull=True, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                name="void_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(held=False) | Q(voided_at__isnull=True), name="held_is_not_void"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="document_stays", operation=pgtrigger.Delete),
            pgtrigger.ReadOnly(
                name="document_as_issued",
                exclude=["voided_at", "voided_by", "void_reason", "held", "search_text"],
            ),
        ]

    def __str__(self):
        return f"{self.label} {self.subject}"

    def get_absolute_url(self):
        return reverse("paperwork:document_detail", args=(self.pk,))

    @property
    def label(self) -> str:
        """青技振第12号, or 事務連絡."""
        return self.number or self.get_kind_display()

    @property
    def remark(self) -> str:
        """欠番, and of which document this is a reissue."""
        voided = ["欠番"] if self.is_voided else []
        again = [f"{self.reissue_of.label}の再発行"] if self.reissue_of_id else []
        return "、".join(voided + again)

    @property
    def is_numbered(self) -> bool:
        return self.serial is not None

    @property
    def is_voided(self) -> bool:
        return self.voided_at is not None

    @property
    def can_be_voided(self) -> bool:
        return self.is_numbered and not self.is_voided and not self.held

    @property
    def can_be_rewritten(self) -> bool:
        """Whether the register itself can issue it again, without the area that wrote it."""
        return self.letter is not None

    @property
    def fiscal_year_label(self) -> str:
        return fiscal_year.label(self.fiscal_year)

    @property
    def file_name(self) -> str:
        """The name of the downloaded file."""
        return f"{self.label}_{clean_part(self.subject)}.pdf"
