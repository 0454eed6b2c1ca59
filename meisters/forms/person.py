"""The personal data, as it is typed for a candidate, an application and a meister."""

from django import forms
from django.utils import timezone

from aomori_skills.base.fields import JapanesePhoneField, KanaField, PostcodeField, WarekiDateField
from aomori_skills.base.forms import Group, PostcodeInput, StaffModelForm
from aomori_skills.office.choices import Prefecture
from meisters.models.person import FIRST_BIRTH_DATE

NAMES = (("family_name", "given_name"), ("family_kana", "given_kana"))
PHONES = ("phone", "mobile")
HOME = ("postcode", ("prefecture", "municipality"), "address")
NAME_GROUP = Group("氏名", *NAMES, "birth_date")
REACH_GROUP = Group("住所・連絡先", *HOME, PHONES, "email")


class PersonForm(StaffModelForm):
    """Base of the forms of tables with the person's columns; ``Meta.fields`` begins with them."""

    family_kana = KanaField(label="姓（カナ）", max_length=50)
    given_kana = KanaField(label="名（カナ）", max_length=50)
    birth_date = WarekiDateField(
        label="生年月日", required=False, min_date=FIRST_BIRTH_DATE, max_date=timezone.localdate
    )
    postcode = PostcodeField(
        label="郵便番号",
        required=False,
        widget=PostcodeInput(
            fills={
                "prefecture": ["prefecture"],
                "municipality": ["municipality"],
                "address": ["city", "town"],
            }
        ),
    )
    phone = JapanesePhoneField(label="電話番号", required=False, max_length=20)
    mobile = JapanesePhoneField(label="携帯電話", required=False, max_length=20)
    email = forms.EmailField(
        label="メールアドレス",
        required=False,
        max_length=254,
        error_messages={
            "invalid": "メールアドレスは「name@example.jp」の形で入力してください。",
            "max_length": "メールアドレスは254文字以内で入力してください。",
        },
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("municipality") and cleaned.get("prefecture") != Prefecture.AOMORI:
            if cleaned.get("prefecture"):
                self.add_error(
                    "municipality", "青森県以外の住所では、市町村を「指定なし」にしてください。"
                )
            else:
                cleaned["prefecture"] = Prefecture.AOMORI
        return cleaned
