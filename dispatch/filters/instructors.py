"""Questions to the lists of 熟練技能者 and 補助員."""

from django.utils import timezone

from aomori_skills.base.forms import RemoteSelect
from aomori_skills.base.listing import ChoiceFilter, ListFilter, ModelFilter, SearchFilter
from aomori_skills.office.choices import Region
from aomori_skills.office.models import Organization, Trade
from dispatch.choices import Ground
from dispatch.models import Assistant, SkilledWorker

ENDED, ALL = "ended", "all"
SCOPES = ((ENDED, "登録を終了した人"), (ALL, "終了した人を含むすべて"))


class InstructorFilter(ListFilter):
    """Those who can be asked today, unless asked otherwise."""

    q = SearchFilter(hint="氏名・カナ・電話番号")
    region = ChoiceFilter(label="圏域（自宅）", field_name="municipality__region", choices=Region)
    scope = ChoiceFilter(label="範囲", choices=SCOPES, method="keep", empty_label="登録中の人")
    employer = ModelFilter(
        label="勤務先",
        queryset=Organization.objects.all(),
        widget=RemoteSelect("office:organization_options"),
    )
    folded = ("employer",)

    def keep(self, rows, name, value):
        if value == ENDED:
            return rows.exclude(pk__in=rows.registered(timezone.localdate()).values("pk"))
        return rows

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("scope"):
            return rows
        return rows.registered(timezone.localdate())


class SkilledWorkerFilter(InstructorFilter):
    trade = ModelFilter(label="職種", queryset=Trade.objects.all())
    ground = ChoiceFilter(label="指導できる根拠", choices=Ground)
    order = ("q", "trade", "ground", "region", "scope", "employer")

    class Meta:
        model = SkilledWorker
        fields = ()


class AssistantFilter(InstructorFilter):
    class Meta:
        model = Assistant
        fields = ()
