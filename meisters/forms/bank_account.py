"""振込口座: for 会計 only."""

import re

from django.core.exceptions import ValidationError

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import PlainTextField
from aomori_skills.base.forms import Group, StaffModelForm
from aomori_skills.base.kana import digits, to_katakana
from meisters.models import BankAccount

HOLDER = re.compile(r"[ァ-ヺー（）()．.・\-－A-Z0-9 　]+")


class AccountNumberField(PlainTextField):
    """Seven digits in any width; hyphens and spaces don't count."""

    def to_python(self, value):
        text = super().to_python(value)
        return digits(text) if re.fullmatch(r"[0-9０-９\s‐－ー-]+", text or "") else text

    def validate(self, value):
        if value and not re.fullmatch(r"[0-9]{7}", value):
            typed = f"（現在{len(value)}桁）" if value.isdecimal() else ""
            raise ValidationError(
                f"口座番号は数字7桁で入力してください{typed}。足りない桁は先頭に0を付けます。"
            )
        super().validate(value)


class HolderField(PlainTextField):
    """The holder as printed in the passbook; stored in full-width katakana."""

    def to_python(self, value):
        text = super().to_python(value)
        return to_katakana(text).upper() if text else text

    def validate(self, value):
        super().validate(value)
        if value and not HOLDER.fullmatch(value):
            raise ValidationError("口座名義は、通帳のとおりカタカナで入力してください。")


class BankAccountForm(VersionedFormMixin, StaffModelForm):
    number = AccountNumberField(label="口座番号", max_length=20)
    holder_kana = HolderField(label="口座名義（カナ）", max_length=60)
    groups = (
        Group("金融機関", ("bank", "branch")),
        Group("口座", ("kind", "number"), "holder_kana", note="通帳などで確認します。"),
    )

    class Meta:
        model = BankAccount
        fields = ("bank", "branch", "kind", "number", "holder_kana")
