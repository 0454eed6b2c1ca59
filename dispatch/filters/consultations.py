"""Questions to the list of 相談・援助."""

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
from dispatch.choices import ConsultationWay, Theme
from dispatch.models import Consultation
from meisters.forms.fields import owners
from meisters.rules.visits import MONTHS

LATE, WEEK, WAITING, ALL_YEARS = "late", "week", "waiting", "all"
SCOPES = (
    (LATE, "次の対応の期日を過ぎたもの"),
    (WEEK, "次の対応の期日が今日から7日以内のもの"),
    (WAITING, "次の対応が済んでいないもの"),
    (ALL_YEARS, "すべての年度"),
)
AHEAD = timedelta(days=7)


class ConsultationFilter(ListFilter):
    """Talks of the chosen fiscal year, or what is still to be done after any of them."""

    q = SearchFilter(hint="相談者・内容・回答")
    month = ChoiceFilter(label="月", choices=MONTHS, field_name="consulted_on__month")
    way = ChoiceFilter(label="方法", choices=ConsultationWay)
    theme = ChoiceFilter(label="相談の種別", choices=Theme)
    author = ModelFilter(label="対応者", queryset=owners())
    scope = ChoiceFilter(label="範囲", choices=SCOPES, method="keep")
    trade = ModelFilter(label="職種", queryset=Trade.objects.all())
    region = ChoiceFilter(
        label="圏域", field_name="organization__municipality__region", choices=Region
    )
    organization = ModelFilter(
        label="相談者の所属",
        queryset=Organization.objects.all(),
        widget=RemoteSelect("office:organization_options"),
    )
    became = ChoiceFilter(
        label="派遣依頼",
        choices=(("yes", "派遣依頼になった"), ("no", "なっていない")),
        method="by_request",
    )
    consulted_on = DaysFilter(label="相談日")
    folded = ("trade", "region", "organization", "became", "consulted_on")

    class Meta:
        model = Consultation
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = fiscal_year.label(self.request.fiscal_year)
        self.filters["scope"].extra["empty_label"] = f"{year}の相談"

    def by_request(self, rows, name, value):
        return rows.with_request(there=value == "yes")

    def keep(self, rows, name, value):
        return SCOPED[value](rows, timezone.localdate())

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("scope"):
            return rows
        return rows.in_fiscal_year(self.request.fiscal_year)


SCOPED = {
    LATE: lambda rows, today: rows.overdue(today),
    WEEK: lambda rows, today: rows.due(today, today + AHEAD),
    WAITING: lambda rows, today: rows.open(),
    ALL_YEARS: lambda rows, today: rows,
}
