"""The form of 相談・援助: written while the telephone is still warm."""

from django import forms
from django.utils import timezone

from aomori_skills.base import wareki
from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import JapanesePhoneField, PlainTextField, WarekiDateField
from aomori_skills.base.forms import Group, StaffForm
from aomori_skills.office.forms.open_days import OpenDaysMixin
from dispatch.models import Consultation
from meisters.forms.fields import OrganizationField, TradeField, owners
from meisters.forms.place import NEW_PLACE, PlaceForm

NO_ASKER = "相談者の所属か氏名のどちらかを入力してください。"


class ConsultationForm(OpenDaysMixin, VersionedFormMixin, PlaceForm):
    """Who asked and what suffice; the answer and what comes next can follow."""

    open_days = ("next_on",)
    place_noun = "相談者の所属"
    place_required = False

    consulted_on = WarekiDateField(label="相談日", max_date=timezone.localdate)
    organization = OrganizationField("相談者の所属", required=False)
    new_place = PlainTextField(
        label="一覧にない所属の名称",
        required=False,
        max_length=100,
        help_text="ここに入力すると、企業・団体にも登録します。",
    )
    phone = JapanesePhoneField(label="連絡先の電話番号", required=False, max_length=20)
    trade = TradeField("職種", required=False)
    groups = (
        Group("相談者", "organization", NEW_PLACE, ("person", "phone"), "people"),
        Group("相談", ("consulted_on", "way"), ("theme", "trade"), "question", "answer"),
        Group(
            "次の対応",
            ("next_action", "next_on"),
            note="期日を入れると、ホームの「待っている仕事」に表示します。",
        ),
    )

    class Meta:
        model = Consultation
        fields = (
            "organization",
            "person",
            "phone",
            "people",
            "consulted_on",
            "way",
            "theme",
            "trade",
            "question",
            "answer",
            "next_action",
            "next_on",
        )
        widgets = {
            "question": forms.Textarea(attrs={"rows": 5}),
            "answer": forms.Textarea(attrs={"rows": 5}),
        }

    def clean(self):
        cleaned = super().clean()
        asked = (cleaned.get("organization"), cleaned.get("new_place"), cleaned.get("person"))
        if not any(asked) and not {"organization", "new_place", "person"} & set(self.errors):
            self.add_error("organization", NO_ASKER)
        self._check_next(cleaned)
        return cleaned

    def _get_validation_exclusions(self):
        """An organization that is registered on saving answers who asked."""
        excluded = super()._get_validation_exclusions()
        return excluded | {"organization"} if self.new_row else excluded

    def _check_next(self, cleaned) -> None:
        day, done_on = cleaned.get("consulted_on"), self.instance.next_done_on
        next_on = cleaned.get("next_on")
        if next_on and not cleaned.get("next_action") and "next_action" not in self.errors:
            self.add_error("next_action", "期日を入力したときは、次の対応も入力してください。")
        if day and next_on and next_on < day:
            self.add_error("next_on", "次の対応の期日は、相談日以後の日付を入力してください。")
        if day and done_on and cleaned.get("next_action") and done_on < day:
            self.add_error(
                "consulted_on",
                f"次の対応は{wareki.format_date(done_on)}に済んでいます。"
                "相談日はその日以前の日付を入力してください。",
            )


class HandOverForm(StaffForm):
    """引継ぎ of a talk: to whom."""

    author = forms.ModelChoiceField(owners(), label="新しい対応者")
