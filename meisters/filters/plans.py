"""Questions to the year's plan of visits."""

from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.listing import ChoiceFilter, ListFilter, ModelFilter, SearchFilter
from aomori_skills.office.choices import OrganizationKind
from aomori_skills.office.models import Trade
from meisters.choices import PlanState
from meisters.forms.fields import owners
from meisters.models import PlannedVisit
from meisters.rules.visits import MONTHS, PLACES, STANDING, UNPLACED

THIS_MONTH, LATE, ALL_YEARS = "this_month", "late", "all"

STATES = (*PlanState.choices, (STANDING, "予定と実施"))


class PlanFilter(ListFilter):
    """Plans of the chosen fiscal year, or what was to be done by now."""

    q = SearchFilter(hint="訪問先の名称・ねらい")
    month = ChoiceFilter(label="予定月", choices=MONTHS)
    state = ChoiceFilter(label="状態", choices=STATES, method="in_state")
    region = ChoiceFilter(label="圏域", choices=PLACES, method="in_region")
    staff = ModelFilter(label="担当者", queryset=owners())
    trade = ModelFilter(
        label="開拓する職種", queryset=Trade.objects.all(), null_label="職種を決めていない"
    )
    kind = ChoiceFilter(
        label="訪問先の種別", field_name="organization__kind", choices=OrganizationKind
    )
    scope = ChoiceFilter(
        label="範囲",
        choices=(
            (THIS_MONTH, "今月の予定で未実施"),
            (LATE, "予定の月を過ぎて未実施"),
            (ALL_YEARS, "すべての年度"),
        ),
        method="keep",
    )
    folded = ("trade", "kind")

    class Meta:
        model = PlannedVisit
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = fiscal_year.label(self.request.fiscal_year)
        self.filters["scope"].extra["empty_label"] = f"{year}の計画"

    def in_state(self, rows, name, value):
        return rows.standing() if value == STANDING else rows.in_state(value)

    def in_region(self, rows, name, value):
        if value == UNPLACED:
            return rows.filter(organization__municipality__isnull=True)
        return rows.filter(organization__municipality__region=value)

    def keep(self, rows, name, value):
        today = timezone.localdate()
        if value == THIS_MONTH:
            return rows.this_month(today)
        return rows.late(today) if value == LATE else rows

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("scope"):
            return rows
        return rows.in_fiscal_year(self.request.fiscal_year)
