"""職種×圏域: how many active meisters each trade has where."""

from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django_tables2 import A

from aomori_skills.base.listing import NumberColumn, TextColumn
from aomori_skills.base.page import chip
from aomori_skills.office.choices import Region
from aomori_skills.office.models import Trade
from meisters.choices import ELSEWHERE, MeisterState
from meisters.models import Meister
from meisters.tables.recruiting import PlanningTable, plan_link

COLUMNS = (*(region.name.lower() for region in Region), "elsewhere", "total")
"""圏域 in the order of the prefecture's own lists, as ``services.recruiting`` names them."""

NOBODY = "−"


def register_url(**conditions) -> str:
    """The register's list of exactly the people counted."""
    query = urlencode({"state": MeisterState.ACTIVE.value, **conditions})
    return f"{reverse('meisters:meister_list')}?{query}"


class PeopleColumn(NumberColumn):
    """The number of people of one 圏域 (or of all), with the way to them in the register."""

    def __init__(self, verbose_name, *, region: str = "", **options):
        self.region = region
        super().__init__(verbose_name, footer=self.sum_up, **options)

    def render(self, value, record):
        if not value:
            return self._nobody()
        return self._link(value, trade=record.pk)

    def sum_up(self, bound_column, table) -> str:
        """People, not cells: who is certified in two trades counts once."""
        people = table.people
        value = people.get(self.region, 0) if self.region else sum(people.values())
        if not value or table.is_part:
            return str(value)
        return self._link(value)

    def _nobody(self):
        if self.region:
            return NOBODY
        return chip("pending", "0")

    def _link(self, value, **conditions):
        if self.region:
            conditions["located"] = self.region
        return format_html('<a href="{}">{}</a>', register_url(**conditions), value)


class CoverageTable(PlanningTable):
    """``is_part`` says that a filter shows some trades only: the totals then have no list."""

    name = TextColumn(
        "職種",
        linkify=("office:trade_detail", {"pk": A("pk")}),
        order_by=("order", "pk"),
        footer="実人数",
    )
    field = TextColumn("分野", order_by=("field", "order"))
    tosei = PeopleColumn("東青", region=Region.TOSEI)
    chunan = PeopleColumn("中南", region=Region.CHUNAN)
    sanpachi = PeopleColumn("三八", region=Region.SANPACHI)
    seihoku = PeopleColumn("西北", region=Region.SEIHOKU)
    kamikita = PeopleColumn("上北", region=Region.KAMIKITA)
    shimokita = PeopleColumn("下北", region=Region.SHIMOKITA)
    elsewhere = PeopleColumn(ELSEWHERE, region=ELSEWHERE)
    total = PeopleColumn("計")

    class Meta:
        model = Trade
        fields = ("name", "field", *COLUMNS)

    def __init__(self, *args, is_part: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.is_part = is_part

    @cached_property
    def people(self) -> dict[str, int]:
        """圏域 → people in the trades shown, or all people if nothing is left out (one query)."""
        rows = Meister.objects.active().with_place()
        if self.is_part:
            rows = rows.filter(trades__trade__in=self.data.data.order_by().values("pk"))
        counted = rows.order_by().values_list("located").annotate(size=Count("pk", distinct=True))
        return {region or ELSEWHERE: size for region, size in counted}


class CoverageWorkTable(CoverageTable):
    """From a trade, whether somebody has it or not, into the plan."""

    planning = TextColumn(
        "訪問計画", accessor="pk", orderable=False, exclude_from_export=True, narrow=True
    )

    class Meta(CoverageTable.Meta):
        fields = (*CoverageTable.Meta.fields, "planning")

    def render_planning(self, record):
        return plan_link({"trade": record.pk}, record)
