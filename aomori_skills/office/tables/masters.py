"""Lists of trades, municipalities and rules of the year."""

from django_tables2 import A

from aomori_skills.base import fiscal_year
from aomori_skills.base.listing import (
    ListTable,
    NumberColumn,
    StateColumn,
    TextColumn,
    WarekiColumn,
)
from aomori_skills.office.models import Municipality, Trade, YearRule


class TradeTable(ListTable):
    name = TextColumn(
        "職種名", linkify=("office:trade_detail", {"pk": A("pk")}), order_by=("kana", "name")
    )
    kana = TextColumn("職種名（カナ）", on_screen=False)
    field = TextColumn("分野", order_by=("order",), narrow=True)
    former_names = TextColumn("旧名称", orderable=False)
    operations = TextColumn("作業", orderable=False)
    certifiable_from = WarekiColumn("認定対象（開始）", short=True, weekday=False)
    certifiable_to = WarekiColumn("認定対象（終了）", short=True, weekday=False)
    status = StateColumn("根拠の確認")

    class Meta:
        model = Trade
        fields = (
            "name",
            "kana",
            "field",
            "former_names",
            "operations",
            "certifiable_from",
            "certifiable_to",
            "status",
        )


class MunicipalityTable(ListTable):
    name = TextColumn("市町村名", order_by=("order",))
    kana = TextColumn("市町村名（カナ）")
    region = TextColumn("圏域", order_by=("order",))
    district = TextColumn("郡")
    organizations = NumberColumn("企業・団体", unit="件")
    latitude = NumberColumn("緯度", on_screen=False)
    longitude = NumberColumn("経度", on_screen=False)

    class Meta:
        model = Municipality
        fields = (
            "name",
            "kana",
            "region",
            "district",
            "organizations",
            "latitude",
            "longitude",
        )


class YearRuleTable(ListTable):
    rule = TextColumn("項目", linkify=("office:rule_detail", {"pk": A("pk")}))
    year = TextColumn("年度", accessor="fiscal_year", code="fiscal_year", narrow=True)
    area = TextColumn("分野", narrow=True)
    applies_to = TextColumn("対象")
    value = NumberColumn("値", default="未定")
    unit = TextColumn("単位・条件")
    strictness = TextColumn("扱い", narrow=True)
    status = StateColumn("確認状況")
    source = TextColumn("根拠")

    class Meta:
        model = YearRule
        fields = (
            "rule",
            "year",
            "area",
            "applies_to",
            "value",
            "unit",
            "strictness",
            "status",
            "source",
        )

    def render_year(self, value):
        return fiscal_year.short(value)

    def value_year(self, value):
        return fiscal_year.label(value)

    def render_strictness(self, record):
        """Where a request is judged by it."""
        return record.get_strictness_display() if record.judges_requests else "－"

    def value_strictness(self, record):
        return record.get_strictness_display() if record.judges_requests else ""

    def render_value(self, value):
        return plain_number(value)


def plain_number(value) -> str:
    """1,000 or 10.21: without decimals that say nothing."""
    return f"{value.normalize():,f}"
