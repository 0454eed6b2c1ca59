"""Form of one rule of a fiscal year."""

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.forms import Group, StaffModelForm
from aomori_skills.office.choices import SourceStatus
from aomori_skills.office.models import YearRule


class YearRuleForm(VersionedFormMixin, StaffModelForm):
    """The value with where it comes from; what the rule is about stays as it is."""

    groups = (
        Group("値", "value", note="まだ決まっていないときは空欄にし、確認状況を「未定」にします。"),
        Group("扱い", "strictness"),
        Group("根拠", "status", "source"),
    )

    class Meta:
        model = YearRule
        fields = ("value", "strictness", "status", "source")
        help_texts = {
            "strictness": (
                "派遣依頼が基準を満たさないとき、「必ず守る」は承認者の例外が必要になり、"
                "「目安」は注意を示すだけで進められます。"
            ),
            "source": "通知の名称と日付、契約書の条項など、確かめた資料を入力します。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.judges_requests:
            del self.fields["strictness"]
            self.groups = (self.groups[0], self.groups[2])
        self.fields["value"].min_value = 0
        if self.instance.value is not None:
            self.initial["value"] = f"{self.instance.value.normalize():f}"

    def clean(self):
        cleaned = super().clean()
        value, status = cleaned.get("value"), cleaned.get("status")
        if "value" not in self.errors and status:
            if value is None and status != SourceStatus.UNSET:
                self.add_error("value", "値を入力するか、確認状況を「未定」にしてください。")
            if value is not None and status == SourceStatus.UNSET:
                self.add_error("status", "値を入力したときは、「未定」以外を選択してください。")
        if status == SourceStatus.CONFIRMED and not cleaned.get("source"):
            self.add_error("source", "確認済にするときは、根拠を入力してください。")
        return cleaned
