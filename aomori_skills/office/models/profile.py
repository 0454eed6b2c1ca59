"""The corner itself, as letters name it: dated, because the head changes."""

from django.db import models

from aomori_skills.base import history
from aomori_skills.base.conflict import VersionedModel
from aomori_skills.office.querysets import ProfileQuerySet


@history.tracked()
class OfficeProfile(VersionedModel):
    """コーナーの名称・所在地・長・公文書記号 from ``effective_from`` until the next row."""

    effective_from = models.DateField("適用開始日", unique=True)
    name = models.CharField("コーナーの名称", max_length=60, default="青森県技能振興コーナー")
    prefecture = models.CharField("都道府県", max_length=4, default="青森県")
    postcode = models.CharField("郵便番号", max_length=8, blank=True)
    address = models.CharField("所在地", max_length=200, blank=True)
    phone = models.CharField("電話番号", max_length=20, blank=True)
    fax = models.CharField("FAX番号", max_length=20, blank=True)
    email = models.EmailField("メールアドレス", blank=True)
    head_title = models.CharField("長の職名", max_length=40, blank=True)
    head_name = models.CharField("長の氏名", max_length=40, blank=True)
    letter_symbol = models.CharField(
        "公文書記号", max_length=10, blank=True, help_text="例：「青技振」。番号の前に付きます。"
    )
    center_name = models.CharField("提出先の名称", max_length=60, default="中央技能振興センター")
    center_head = models.CharField(
        "提出先の長の職名", max_length=40, blank=True, help_text="例：「所長」。宛名に使います。"
    )

    objects = ProfileQuerySet.as_manager()

    class Meta:
        verbose_name = "コーナーの設定"
        verbose_name_plural = "コーナーの設定"
        ordering = ("-effective_from",)

    def __str__(self):
        return f"{self.name}（{self.effective_from:%Y/%m/%d}から）"
