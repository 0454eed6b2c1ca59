"""次に訪ねる先 and 職種×圏域 as lists."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django_tables2 import A

from aomori_skills.base.listing import ListTable, NumberColumn, TextColumn, WarekiColumn
from aomori_skills.base.page import chip
from aomori_skills.office.choices import Region
from aomori_skills.office.models import Organization, Trade
from meisters.choices import ELSEWHERE, VisitWay
from meisters.models import Meister
from meisters.rules.visits import is_over
from meisters.tables.plans import LATE

NO_RECORD = "記録なし"
PLAN = "計画に加える"


class KnownDayColumn(WarekiColumn):
    """A day, or 「記録なし」 on the screen and in the Excel: unknown is not "never"."""

    def __init__(self, *args, **options):
        super().__init__(*args, default=NO_RECORD, **options)

    def plain(self, value, record) -> tuple:
        return (value or NO_RECORD,)


class ListLinkColumn(NumberColumn):
    """A number that opens exactly its rows in another list."""

    def __init__(self, *args, url_name: str, conditions, **options):
        self.url_name, self.conditions = url_name, conditions
        super().__init__(*args, **options)

    def render(self, value, record):
        shown = super().render(value)
        if not value:
            return shown
        query = urlencode(self.conditions(record))
        return format_html('<a href="{}?{}">{}</a>', reverse(self.url_name), query, shown)


class PlanningTable(ListTable):
    """Its last column leads into the plan, on the screen only and for those who plan."""

    def as_html_for_print(self, request) -> str:
        if "planning" in self.columns.names():
            self.columns.hide("planning")
        return super().as_html_for_print(request)


class QuietTable(PlanningTable):
    name = TextColumn(
        "名称", linkify=("organization_timeline", {"pk": A("pk")}), order_by=("kana", "pk")
    )
    kind = TextColumn("種別", code="kind", narrow=True)
    region = TextColumn("圏域", accessor="municipality__region", narrow=True)
    municipality = TextColumn("市町村", order_by=("municipality__order", "kana"), narrow=True)
    phone = TextColumn("電話番号", narrow=True)
    last_contact = KnownDayColumn("最後の連絡", short=True)
    last_way = TextColumn("方法", narrow=True)
    days = NumberColumn("経過日数", accessor="last_contact", unit="日")
    visits_in_year = ListLinkColumn(
        "年度の訪問",
        url_name="meisters:visit_list",
        conditions=lambda record: {"way": VisitWay.VISIT.value, "organization": record.pk},
        unit="件",
    )

    class Meta:
        model = Organization
        fields = (
            "name",
            "kind",
            "region",
            "municipality",
            "phone",
            "last_contact",
            "last_way",
            "days",
            "visits_in_year",
        )

    def render_last_way(self, value):
        return VisitWay(value).label

    def render_days(self, value):
        return f"{(timezone.localdate() - value).days}日"

    def value_days(self, value):
        return (timezone.localdate() - value).days if value else None


class QuietWorkTable(QuietTable):
    planning = TextColumn(
        "訪問計画", accessor="pk", orderable=False, exclude_from_export=True, narrow=True
    )

    class Meta(QuietTable.Meta):
        fields = (*QuietTable.Meta.fields, "planning")

    def render_planning(self, record):
        if record.plan:
            url = reverse("meisters:plan_detail", args=(record.plan,))
            shown = format_html('<a href="{}">{}月に予定</a>', url, record.plan_month)
            if is_over(record.plan_year, record.plan_month, timezone.localdate()):
                shown = format_html("{}<br>{}", shown, chip("overdue", LATE))
            return shown
        return plan_link({"organization": record.pk}, record)


class ThinTradeTable(PlanningTable):
    name = TextColumn("職種", linkify=("office:trade_detail", {"pk": A("pk")}), order_by=("order",))
    field = TextColumn("分野")
    active_people = ListLinkColumn(
        "活動可のマイスター",
        url_name="meisters:meister_list",
        conditions=lambda record: {"state": "active", "trade": record.pk},
        unit="人",
    )
    open_candidates = ListLinkColumn(
        "候補者",
        url_name="meisters:candidate_list",
        conditions=lambda record: {"state": "open", "trade": record.pk},
        unit="人",
    )
    open_plans = ListLinkColumn(
        "年度の訪問予定",
        url_name="meisters:plan_list",
        conditions=lambda record: {"state": "planned", "trade": record.pk},
        unit="件",
    )
    regions = TextColumn("マイスターのいる圏域", orderable=False, default="なし")
    places = TextColumn(
        "訪ねる先",
        accessor="has_places",
        order_by=("-has_places", "active_people", "order", "pk"),
        exclude_from_export=True,
        narrow=True,
    )

    class Meta:
        model = Trade
        order_by = ("places",)
        fields = (
            "name",
            "field",
            "active_people",
            "regions",
            "open_candidates",
            "open_plans",
            "places",
        )

    def render_regions(self, value):
        return "、".join(name for name in (*Region.values, ELSEWHERE) if name in value) or "なし"

    def value_regions(self, value):
        return self.render_regions(value)

    def render_places(self, value, record):
        if not value:
            return "記録なし"
        query = urlencode({"scope": "all", "trade": record.pk})
        return format_html(
            '<a href="{}?{}">関わりのある企業・団体<span class="visually-hidden">（{}）</span></a>',
            reverse("meisters:quiet_list"),
            query,
            record,
        )


class ThinTradeWorkTable(ThinTradeTable):
    planning = TextColumn(
        "訪問計画", accessor="pk", orderable=False, exclude_from_export=True, narrow=True
    )

    class Meta(ThinTradeTable.Meta):
        fields = (*ThinTradeTable.Meta.fields, "planning")

    def render_planning(self, record):
        return plan_link({"trade": record.pk}, record)


class IdleTable(ListTable):
    name = TextColumn("氏名", linkify=True, order_by=("family_kana", "given_kana", "pk"))
    number = TextColumn("認定番号", narrow=True)
    trades = TextColumn("職種", orderable=False)
    located = TextColumn("所在圏域", narrow=True, default="県外・未確認")
    regions = TextColumn("活動圏域", orderable=False)
    employer = TextColumn("勤務先", order_by=("employer__kana", "pk"))
    phone_numbers = TextColumn("電話番号", orderable=False)
    certified_on = WarekiColumn("認定日", short=True, weekday=False)
    last_dispatched_on = KnownDayColumn("最後に派遣した日", short=True, weekday=False)

    class Meta:
        model = Meister
        fields = (
            "name",
            "number",
            "trades",
            "located",
            "regions",
            "employer",
            "phone_numbers",
            "certified_on",
            "last_dispatched_on",
        )

    def render_regions(self, value):
        return "、".join(value) or "未確認"


def plan_link(conditions: dict, record) -> str:
    return format_html(
        '<a href="{}?{}">{}<span class="visually-hidden">（{}）</span></a>',
        reverse("meisters:plan_create"),
        urlencode(conditions),
        PLAN,
        record,
    )
