"""Questions to the lists of trades, municipalities and rules of the year."""

from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.listing import ChoiceFilter, ListFilter, SearchFilter
from aomori_skills.office.choices import Region, SourceStatus, Strictness
from aomori_skills.office.models import Municipality, Trade, YearRule
from aomori_skills.office.models.year_rules import JUDGING_AREAS


class TradeFilter(ListFilter):
    q = SearchFilter(hint="職種名・カナ・旧名称")
    field = ChoiceFilter(label="分野", choices=lambda: trade_fields())
    certifiable = ChoiceFilter(
        label="認定対象",
        choices=(("yes", "現在の対象"), ("no", "対象外")),
        method="by_certifiable",
    )
    status = ChoiceFilter(label="根拠の確認", choices=SourceStatus)
    folded = ("status",)

    class Meta:
        model = Trade
        fields = ()

    def by_certifiable(self, rows, name, value):
        certifiable = Trade.objects.certifiable_on(timezone.localdate())
        return (
            rows.filter(pk__in=certifiable) if value == "yes" else rows.exclude(pk__in=certifiable)
        )


class MunicipalityFilter(ListFilter):
    q = SearchFilter(hint="市町村名・カナ")
    region = ChoiceFilter(label="圏域", choices=Region)

    class Meta:
        model = Municipality
        fields = ()


class YearRuleFilter(ListFilter):
    """The year of the header, unless another one is asked for."""

    q = SearchFilter(hint="項目・対象・根拠")
    fiscal_year = ChoiceFilter(
        label="年度", choices=lambda: _rule_years(), empty_label="表示中の年度"
    )
    area = ChoiceFilter(label="分野", choices=lambda: _areas())
    strictness = ChoiceFilter(label="扱い", choices=Strictness, method="keep_strictness")
    status = ChoiceFilter(label="確認状況", choices=SourceStatus)

    class Meta:
        model = YearRule
        fields = ()

    def keep_strictness(self, rows, name, value):
        return rows.filter(area__in=JUDGING_AREAS, strictness=value)

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("fiscal_year"):
            return rows
        return rows.in_fiscal_year(self.request.fiscal_year)


def trade_fields():
    names = Trade.objects.order_by("field").values_list("field", flat=True).distinct()
    return [(name, name) for name in names]


def _areas():
    names = YearRule.objects.order_by("area").values_list("area", flat=True).distinct()
    return [(name, name) for name in names]


def _rule_years():
    years = (
        YearRule.objects.order_by("-fiscal_year").values_list("fiscal_year", flat=True).distinct()
    )
    return [(year, fiscal_year.label(year)) for year in years]
