"""Every outside body, its departments, and the people there."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from aomori_skills.base import history
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.base.kana import FoldedText
from aomori_skills.base.merging import kept_rows
from aomori_skills.base.phones import PhoneDigits
from aomori_skills.office.choices import Industry, OrganizationKind, Prefecture
from aomori_skills.office.models.places import Municipality
from aomori_skills.office.models.shipped import ShippedModel
from aomori_skills.office.querysets import ContactQuerySet, OrganizationQuerySet


@history.tracked(exclude=("search_text", "phone_digits", "shipped_key"))
class Organization(ShippedModel, VersionedModel):
    """企業・学校・団体・施設: closed by ``ended_on``, then found under ``successor``."""

    name = models.CharField("名称", max_length=100)
    kana = models.CharField("名称（カナ）", max_length=200, blank=True)
    kind = models.CharField("種別", max_length=30, choices=OrganizationKind)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, blank=True, verbose_name="市町村"
    )
    prefecture = models.CharField(
        "都道府県", max_length=4, choices=Prefecture, default=Prefecture.AOMORI
    )
    postcode = models.CharField("郵便番号", max_length=8, blank=True)
    address = models.CharField("所在地", max_length=200, blank=True)
    phone = models.CharField("電話番号", max_length=20, blank=True)
    fax = models.CharField("FAX番号", max_length=20, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    industry = models.CharField("業種区分", max_length=20, choices=Industry, blank=True)
    capital = models.PositiveBigIntegerField("資本金（円）", null=True, blank=True)
    employees = models.PositiveIntegerField("常時使用する従業員数（人）", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="承継先",
        help_text="合併や名称変更で記録を引き継ぐ先です。",
    )
    ended_on = models.DateField("廃止日", null=True, blank=True)
    mail_returned_on = models.DateField(
        "郵便物が返送された日", null=True, blank=True, editable=False
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
    note = models.TextField("備考", blank=True, max_length=1000)
    search_text = models.GeneratedField(
        expression=FoldedText("name", "kana", "address"),
        output_field=models.TextField(),
        db_persist=True,
    )
    phone_digits = models.GeneratedField(
        expression=PhoneDigits("phone", "fax"), output_field=models.TextField(), db_persist=True
    )

    objects = kept_rows(OrganizationQuerySet)
    with_merged = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = "企業・団体"
        verbose_name_plural = "企業・団体"
        ordering = ("kana", "name", "pk")
        indexes = [
            GinIndex(fields=["search_text"], name="organization_search", opclasses=["gin_trgm_ops"])
        ]
        constraints = [
            models.UniqueConstraint(
                fields=("name", "prefecture", "municipality"),
                condition=Q(merged_into__isnull=True),
                nulls_distinct=False,
                name="organization_once",
                violation_error_message=(
                    "同じ市町村に、同じ名称の企業・団体が登録されています。一覧で確認してください。"
                ),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="organization_not_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=Q(successor__isnull=True)
                | (Q(ended_on__isnull=False) & ~Q(successor=F("id"))),
                name="successor_only_after_end",
                violation_error_message="承継先を選ぶときは、廃止日も入力してください。",
            ),
        ]

    def __str__(self):
        return self.name


@history.tracked()
class Department(models.Model):
    """学科・部署 of an organization."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="departments", verbose_name="所属先"
    )
    name = models.CharField("学科・部署", max_length=60)
    ended_on = models.DateField("廃止日", null=True, blank=True)
    order = models.PositiveSmallIntegerField("並び順", default=0)

    class Meta:
        verbose_name = "学科・部署"
        verbose_name_plural = "学科・部署"
        ordering = ("order", "pk")
        constraints = [
            models.UniqueConstraint(fields=("organization", "name"), name="department_once"),
        ]

    def __str__(self):
        return self.name


@history.tracked(exclude=("search_text",))
class Contact(models.Model):
    """担当者: a person to write to, from one day to another (April's transfers end the old row)."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="contacts", verbose_name="企業・団体"
    )
    department = models.ForeignKey(
        Department, on_delete=models.SET_NULL, null=True, blank=True, verbose_name="学科・部署"
    )
    title = models.CharField("職名", max_length=50, blank=True)
    name = models.CharField("氏名", max_length=60)
    kana = models.CharField("氏名（カナ）", max_length=100, blank=True)
    phone = models.CharField("電話番号", max_length=20, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    starts_on = models.DateField("着任日", null=True, blank=True)
    ends_on = models.DateField("離任日", null=True, blank=True)
    search_text = models.GeneratedField(
        expression=FoldedText("name", "kana"), output_field=models.TextField(), db_persist=True
    )

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = "担当者"
        verbose_name_plural = "担当者"
        ordering = ("organization", "-starts_on", "pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True)
                | Q(ends_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="contact_ends_after_start",
                violation_error_message="離任日は着任日以後の日付を入力してください。",
            ),
        ]

    def __str__(self):
        return f"{self.title} {self.name}".strip()
