"""Forms of 熟練技能者 and 補助員."""

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.html import format_html

from aomori_skills.base.conflict import VersionedFormMixin
from aomori_skills.base.fields import WarekiDateField
from aomori_skills.base.forms import Group, StaffForm
from aomori_skills.office.models import Operation
from dispatch.models import Assistant, SkilledWorker
from dispatch.rules.instructors import missing_of_ground
from meisters.forms.fields import OrganizationField, TradeField
from meisters.forms.person import NAME_GROUP, REACH_GROUP, PersonForm
from meisters.forms.trade_choices import OperationSelect, TradeChoices
from meisters.models.person import PERSON_FIELDS

MASTER = reverse_lazy("office:organization_create")
NEEDED = {
    "practice_years": "根拠が「実務経験」のときは、実務経験の年数を入力してください。",
    "place_won": "根拠が「全国大会等の成績」のときは、大会の順位を入力してください。",
}


class InstructorForm(VersionedFormMixin, PersonForm):
    """Names suffice for a helper; all else can follow."""

    employer = OrganizationField("勤務先", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["employer"].help_text = format_html(
            '一覧にないときは、先に<a href="{}">企業・学校・団体に登録</a>してください。', MASTER
        )


class SkilledWorkerForm(InstructorForm):
    trade = TradeField("職種")
    operation = forms.ModelChoiceField(
        Operation.objects.select_related("trade"),
        label="作業",
        required=False,
        widget=OperationSelect,
    )
    groups = (
        NAME_GROUP,
        Group(
            "指導する職種と根拠",
            ("trade", "operation"),
            "ground",
            "ground_detail",
            ("practice_years", "place_won"),
            note="派遣のたびに、年度の基準の「熟練技能者」で資格を判定します。",
        ),
        Group("勤務先", "employer"),
        REACH_GROUP,
        Group("備考", "note"),
    )

    class Meta:
        model = SkilledWorker
        fields = (
            *PERSON_FIELDS,
            "trade",
            "operation",
            "ground",
            "ground_detail",
            "practice_years",
            "place_won",
            "employer",
            "note",
        )
        help_texts = {
            "ground_detail": "例：「1級造園技能士（第12345号）」「技能グランプリ 左官 2位」",
            "practice_years": "分からないときは空けておきます。",
            "place_won": "全国大会等で入賞したときに入力します。",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        TradeChoices().offer(self)

    def clean(self):
        cleaned = super().clean()
        operation, trade = cleaned.get("operation"), cleaned.get("trade")
        if operation and trade and operation.trade_id != trade.pk:
            self.add_error("operation", f"作業は、{trade}の作業から選択してください。")
        missing = missing_of_ground(
            cleaned.get("ground"), cleaned.get("practice_years"), cleaned.get("place_won")
        )
        if missing and missing not in self.errors:
            self.add_error(missing, NEEDED[missing])
        return cleaned


class AssistantForm(InstructorForm):
    groups = (NAME_GROUP, Group("勤務先", "employer"), REACH_GROUP, Group("備考", "note"))

    class Meta:
        model = Assistant
        fields = (*PERSON_FIELDS, "employer", "note")


class EndForm(StaffForm):
    """登録の終了."""

    ended_on = WarekiDateField(
        label="登録終了日",
        initial=timezone.localdate,
        help_text="この日から、打診や割り当ての対象になりません。",
    )
