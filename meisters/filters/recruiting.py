"""Questions to the lists of where to recruit next, and to 職種×圏域."""

from django.db.models import Q
from django.utils import timezone

from aomori_skills.base.listing import ChoiceFilter, ListFilter, ModelFilter, SearchFilter
from aomori_skills.office.choices import OrganizationKind, Region
from aomori_skills.office.filters.masters import trade_fields
from aomori_skills.office.models import Municipality, Organization, Trade
from meisters.filters.meisters import LOCATIONS
from meisters.models import Meister
from meisters.rules import recruiting as rules
from meisters.services import recruiting

VISITED, ALL = "visited", "all"
WITH, WITHOUT = "with", "without"


class QuietFilter(ListFilter):
    """Firms and trade bodies that nobody has been in touch with; ``days`` comes from the rule."""

    days: int | None = None

    q = SearchFilter(hint="名称・カナ・電話番号")
    kind = ChoiceFilter(label="種別", choices=OrganizationKind)
    region = ChoiceFilter(label="圏域", field_name="municipality__region", choices=Region)
    municipality = ModelFilter(label="市町村", queryset=Municipality.objects.all())
    scope = ChoiceFilter(
        label="範囲",
        empty_label="連絡の途絶えた企業・業界団体",
        choices=((VISITED, "年度内に訪問した団体"), (ALL, "すべての企業・学校・団体")),
        method="keep",
    )
    trade = ModelFilter(
        label="関わりのある職種", queryset=Trade.objects.all(), method="about_trade"
    )
    folded = ("municipality", "trade")

    class Meta:
        model = Organization
        fields = ()

    def keep(self, rows, name, value):
        return rows.filter(visits_in_year__gt=0) if value == VISITED else rows.current()

    def about_trade(self, rows, name, value):
        return rows.filter(pk__in=recruiting.places_for(value).values("pk"))

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("scope"):
            return rows
        if self.days is None:
            return rows.none()
        kinds = (OrganizationKind.COMPANY, OrganizationKind.TRADE_BODY)
        since = rules.quiet_since(timezone.localdate(), self.days)
        return recruiting.quiet(rows.current().filter(kind__in=kinds), since)


class ThinTradeFilter(ListFilter):
    """Certifiable trades with too few active meisters; ``fewest`` comes from the rule."""

    fewest: int | None = None

    q = SearchFilter(hint="職種名・旧名称")
    field = ChoiceFilter(label="分野", choices=trade_fields)
    people = ChoiceFilter(
        label="マイスター",
        choices=((WITHOUT, "一人もいない職種"), (WITH, "一人以上いる職種")),
        method="having",
    )

    class Meta:
        model = Trade
        fields = ()

    def having(self, rows, name, value):
        return (
            rows.filter(active_people=0) if value == WITHOUT else rows.filter(active_people__gt=0)
        )

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows.none() if self.fewest is None else rows.filter(active_people__lt=self.fewest)


class IdleFilter(ListFilter):
    """Active meisters who have not been dispatched for long; ``years`` comes from the rule."""

    years: int | None = None

    q = SearchFilter(hint="氏名・カナ・電話・番号")
    trade = ModelFilter(label="職種", queryset=Trade.objects.all(), method="in_trade")
    located = ChoiceFilter(label="所在圏域", choices=LOCATIONS, method="in_place")
    record = ChoiceFilter(
        label="派遣の記録",
        choices=((WITHOUT, "記録なし"), (WITH, "記録あり")),
        method="recorded",
    )

    class Meta:
        model = Meister
        fields = ()

    def in_trade(self, rows, name, value):
        return rows.in_trade(value)

    def in_place(self, rows, name, value):
        return rows.located_in(value)

    def recorded(self, rows, name, value):
        return rows.filter(last_dispatched_on__isnull=value == WITHOUT)

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.years is None:
            return rows.none()
        return rows.idle(rules.idle_since(timezone.localdate(), self.years))


class CoverageFilter(ListFilter):
    """Trades with people unless the empty ones are asked for."""

    q = SearchFilter(hint="職種名・旧名称")
    field = ChoiceFilter(label="分野", choices=trade_fields)
    scope = ChoiceFilter(
        label="範囲",
        empty_label="マイスターがいる職種",
        choices=((ALL, "すべての職種"), (WITHOUT, "マイスターがいない職種")),
        method="keep",
    )

    class Meta:
        model = Trade
        fields = ()

    def keep(self, rows, name, value):
        return rows if value == ALL else rows.filter(~Q(recruiting.has_people()))

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("scope"):
            return rows
        return rows.filter(recruiting.has_people())
