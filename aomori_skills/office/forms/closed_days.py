"""Form of the office's own closed days."""

from datetime import timedelta

from aomori_skills.base.fields import PlainTextField, WarekiDateField
from aomori_skills.base.forms import Group, StaffForm

LONGEST = 31


class ClosedDaysForm(StaffForm):
    """One day, or all days from one to another."""

    starts_on = WarekiDateField(label="休業日（開始日）")
    ends_on = WarekiDateField(
        label="終了日", required=False, help_text="続けて休むときに入力します。"
    )
    reason = PlainTextField(label="理由", max_length=100, help_text="例：年末年始、設立記念日")
    groups = (Group("休業日", ("starts_on", "ends_on"), "reason"),)

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "終了日は開始日以後の日付を入力してください。")
        elif first and last and (last - first).days >= LONGEST:
            self.add_error(
                "ends_on", f"一度に登録できるのは{LONGEST}日までです。期間を分けてください。"
            )
        return cleaned

    @property
    def days(self):
        first = self.cleaned_data["starts_on"]
        last = self.cleaned_data["ends_on"] or first
        return [first + timedelta(days=count) for count in range((last - first).days + 1)]
