"""Questions to the list of 指導日."""

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
from dispatch.choices import DispatchKind, SessionState
from dispatch.models import Session
from meisters.forms.fields import owners
from meisters.models import Meister

COMING, WITHOUT_LEAD, SOON, UNATTENDED, ALL_YEARS, DECIDED = (
    "coming",
    "without_lead",
    "soon_without_lead",
    "unattended",
    "all",
    "decided",
)
SCOPES = (
    (COMING, "今日以後の予定"),
    (WITHOUT_LEAD, "主たる指導者が確定していないもの"),
    (SOON, "そのうち2週間以内のもの"),
    (UNATTENDED, "2週間以内で立会職員が決まっていないもの"),
    (DECIDED, "年度の実績に数えるもの（決定した指導日）"),
    (ALL_YEARS, "すべての年度"),
)
MONTHS = tuple((month, f"{month}月") for month in (*range(4, 13), 1, 2, 3))


class SessionFilter(ListFilter):
    """Sessions of the chosen fiscal year, or work that doesn't end with the year."""

    q = SearchFilter(hint="依頼元・番号・職種・場所・従事者")
    month = ChoiceFilter(label="月", field_name="held_on__month", choices=MONTHS)
    region = ChoiceFilter(label="圏域", choices=Region, method="in_region")
    kind = ChoiceFilter(label="派遣の区分", field_name="request__kind", choices=DispatchKind)
    state = ChoiceFilter(label="状態", choices=SessionState)
    scope = ChoiceFilter(label="範囲", choices=SCOPES, method="keep")
    meister = ModelFilter(
        label="マイスター",
        queryset=Meister.objects.all(),
        widget=RemoteSelect("meisters:meister_options"),
        method="with_meister",
    )
    attendant = ModelFilter(label="立会職員", queryset=owners())
    trade = ModelFilter(label="職種", queryset=Trade.objects.all())
    client = ModelFilter(
        label="依頼元",
        field_name="request__client",
        queryset=Organization.objects.all(),
        widget=RemoteSelect("office:organization_options"),
    )
    held_on = DaysFilter(label="実施日")
    folded = ("meister", "attendant", "trade", "client", "held_on")

    class Meta:
        model = Session
        fields = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        year = fiscal_year.label(self.request.fiscal_year)
        self.filters["scope"].extra["empty_label"] = f"{year}の指導日"

    def keep(self, rows, name, value):
        return SCOPED[value](rows, timezone.localdate())

    def with_meister(self, rows, name, value):
        return rows.going("meister", value.pk)

    def in_region(self, rows, name, value):
        return rows.in_region(value)

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("scope") not in ("", DECIDED):
            return rows
        return rows.in_fiscal_year(self.request.fiscal_year)


SCOPED = {
    COMING: lambda rows, today: rows.standing().filter(held_on__gte=today),
    WITHOUT_LEAD: lambda rows, today: rows.without_lead(today),
    SOON: lambda rows, today: rows.soon_without_lead(today),
    UNATTENDED: lambda rows, today: rows.unattended(today),
    DECIDED: lambda rows, today: rows.decided(today),
    ALL_YEARS: lambda rows, today: rows,
}
