"""Questions to the records of visits."""

from datetime import timedelta

from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.forms import RemoteSelect
from aomori_skills.base.listing import (
    ChoiceFilter,
    DaysFilter,
    ListFilter,
    ModelFilter,
    SearchFilter,
)
from aomori_skills.office.choices import Region
from aomori_skills.office.models import Organization, Trade
from meisters.choices import VisitOutcome, VisitWay
from meisters.forms.fields import owners
from meisters.models import Visit

DUE, WEEK, WAITING, ALL_YEARS = "due", "week", "waiting", "all"
SCOPES = (
    (DUE, "次の対応の期日が来たもの"),
    (WEEK, "次の対応が7日以内のもの"),
    (WAITING, "次の対応が済んでいないもの"),
    (ALL_YEARS, "すべての年度"),
)


class VisitFilter(ListFilter):
    """Visits of the chosen fiscal year, or what is still to be done after any of them."""

    q = SearchFilter(hint="訪問先・内容・所見")
    way = ChoiceFilter(label="方法", choices=VisitWay)
    region = ChoiceFilter(
        label="圏域", field_name="organization__municipality__region", choices=Region
    )
    trade = ModelFilter(label="職種", field_name="trades", queryset=Trade.objects.all())
    staff = ModelFilter(label="訪問した職員", queryset=owners())
    scope = ChoiceFilter(label="範囲", choices=SCOPES, method="keep")
    organization = ModelFilter(
        label="訪問先",
        queryset=Organization.objects.all(),
        widget=RemoteSelect("office:organization_options"),
    )
    author = ModelFilter(label="記録者", queryset=owners())
    outcome = ChoiceFilter(label="結果", choices=VisitOutcome)
    explained = ChoiceFilter(
        label="制度の説明",
        choices=(("yes", "説明した"), ("no", "説明していない")),
        method="by_explanation",
    )
    visited_on = DaysFilter(label="訪問日")
    folded = ("organization", "author", "outcome", "explained", "visited_on")

    class Meta:
        model = Visit
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = fiscal_year.label(self.request.fiscal_year)
        self.filters["scope"].extra["empty_label"] = f"{year}の記録"

    def by_explanation(self, rows, name, value):
        return rows.exclude(explained=[]) if value == "yes" else rows.filter(explained=[])

    def keep(self, rows, name, value):
        today = timezone.localdate()
        if value == ALL_YEARS:
            return rows
        if value == WAITING:
            return rows.filter(next_done_on__isnull=True).exclude(next_action="")
        return rows.to_act_on(by=today + timedelta(days=7 if value == WEEK else 0))

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("scope"):
            return rows
        return rows.in_fiscal_year(self.request.fiscal_year)
