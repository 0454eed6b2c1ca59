"""Forms of 実技指導計画書 and of 事前打合せ."""

from django.utils import timezone

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import WarekiDateField
from aomori_skills.base.forms import Group, StaffModelForm
from dispatch.models import DispatchPlan, PriorMeeting


class PlanForm(VersionedFormMixin, StaffModelForm):
    """What the sessions are for; days, people and totals are no fields of it."""

    groups = (
        Group("指導の目標", "aim", "level"),
        Group("指導の内容", "method", "tools"),
        Group("安全・準備", "safety", "clothing"),
        Group("備考", "note"),
    )

    class Meta:
        model = DispatchPlan
        fields = ("aim", "level", "method", "tools", "safety", "clothing", "note")
        help_texts = {
            "aim": "例：「3級建築大工の課題を、標準時間内に仕上げられるようになる。」",
            "level": "例：「授業で基本の工具を使った経験がある」",
            "method": "指導日ごとの内容は「指導日」で入力します。ここには全体の進め方を書きます。",
            "tools": "会場の設備のほかに、使うものを書きます。",
            "clothing": "例：「作業着、上履き、軍手」",
        }


class PriorMeetingForm(VersionedFormMixin, StaffModelForm):
    met_on = WarekiDateField(label="打合せ日", max_date=timezone.localdate)
    groups = (
        Group("打合せ", ("met_on", "way"), "place", "people"),
        Group("内容", "content", "agreed"),
    )

    class Meta:
        model = PriorMeeting
        fields = ("met_on", "way", "place", "people", "content", "agreed")
        help_texts = {
            "people": "依頼元・指導者・コーナーの出席者を書きます。",
            "agreed": "「講習計画書」に載ります。",
        }
