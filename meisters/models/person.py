"""The personal data that a candidate, an application and a meister each carry."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.db.models.functions import Concat

from aomori_skills.base.kana import FoldedText
from aomori_skills.base.phones import PhoneDigits
from aomori_skills.office.choices import Prefecture
from aomori_skills.office.models import Municipality

FIRST_BIRTH_DATE = date(1900, 1, 1)


def born_constraint(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(birth_date__isnull=True) | Q(birth_date__gte=FIRST_BIRTH_DATE.isoformat()),
        name=name,
        violation_error_message="生年月日は明治33年1月1日以後の日付を入力してください。",
    )


def name_search() -> models.GeneratedField:
    """Folded name and kana, kept by the database; family and given name are typed in one go."""
    return models.GeneratedField(
        expression=FoldedText(
            Concat("family_name", "given_name"), Concat("family_kana", "given_kana")
        ),
        output_field=models.TextField(),
        db_persist=True,
    )


def phone_search() -> models.GeneratedField:
    """Digits of both telephone numbers, kept by the database."""
    return models.GeneratedField(
        expression=PhoneDigits("phone", "mobile"), output_field=models.TextField(), db_persist=True
    )


class Person(models.Model):
    """Name in Japanese order, birth date, home address and ways to reach the person."""

    family_name = models.CharField("姓", max_length=30)
    given_name = models.CharField("名", max_length=30)
    family_kana = models.CharField("姓（カナ）", max_length=50)
    given_kana = models.CharField("名（カナ）", max_length=50)
    birth_date = models.DateField("生年月日", null=True, blank=True)
    postcode = models.CharField("郵便番号", max_length=8, blank=True)
    prefecture = models.CharField("都道府県（自宅）", max_length=4, choices=Prefecture, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="市町村（自宅・県内）",
    )
    address = models.CharField("住所（自宅）", max_length=200, blank=True)
    phone = models.CharField("電話番号", max_length=20, blank=True)
    mobile = models.CharField("携帯電話", max_length=20, blank=True)
    email = models.EmailField("メールアドレス", blank=True)

    class Meta:
        abstract = True

    @property
    def name(self) -> str:
        return f"{self.family_name} {self.given_name}"

    @property
    def kana(self) -> str:
        return f"{self.family_kana} {self.given_kana}".strip()

    @property
    def phone_numbers(self) -> str:
        return "、".join(filter(None, (self.phone, self.mobile)))


PERSON_FIELDS = tuple(field.name for field in Person._meta.fields)
