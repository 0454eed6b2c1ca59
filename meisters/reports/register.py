"""登録簿, and the register by trade and region."""

from collections import Counter

from aomori_skills.base.report import Report
from aomori_skills.base.workbook import Column
from aomori_skills.office.choices import Region
from aomori_skills.office.models import Trade
from meisters import figures
from meisters.models import Meister
from meisters.rules.courses import obligation_word

REGIONS = (*Region.values, figures.ELSEWHERE)


def register_rows(year: int):
    """Everybody certified by the end of the year, as they stand in the register today."""
    people = Meister.objects.for_register().filter(certified_on__lte=figures.register_day(year))
    return people.order_by("number", "pk")


REGISTER_COLUMNS = [
    Column("認定番号", "number"),
    Column("氏名", "name"),
    Column("氏名（カナ）", "kana"),
    Column("認定職種", lambda row: "、".join(str(trade) for trade in row.trades.all())),
    Column(
        "区分（認定時）",
        lambda row: "、".join(
            dict.fromkeys(trade.get_category_display() for trade in row.trades.all())
        ),
    ),
    Column("認定日", "certified_on", "date"),
    Column("状態", "get_state_display"),
    Column("指導技法等講習", lambda row: obligation_word(row.licence, row.course_completed_on)),
    Column("活動圏域", lambda row: "、".join(row.regions)),
    Column("勤務先", "employer"),
    Column("所在圏域", figures.region_of),
]


def trade_rows(year: int) -> list[dict]:
    """職種 × 圏域: how many active meisters each trade has where."""
    places = figures.yearly(year).active_by_place
    fields = dict(Trade.objects.filter(name__in=places).values_list("name", "field"))
    order = {name: index for index, name in enumerate(fields)}
    rows = []
    for name in sorted(places, key=lambda name: order.get(name, len(order))):
        cells = {region: places[name].get(region, 0) for region in REGIONS}
        rows.append(
            {"分野": fields.get(name, ""), "職種": name, **cells, "計": sum(cells.values())}
        )
    return rows


def people_totals(year: int) -> dict[str, int | str]:
    """People, not lines: who is certified in two trades counts once."""
    numbers = figures.yearly(year)
    regions = Counter(numbers.active_by_region)
    counts = {region: regions[region] for region in REGIONS}
    return {"分野": "実人数", **counts, "計": numbers.active}


TRADE_COLUMNS = [
    Column("分野", "分野"),
    Column("職種", "職種"),
    *(Column(name, name, "number") for name in (*REGIONS, "計")),
]

REPORTS = (
    Report(
        "meister-register",
        "ものづくりマイスター登録簿",
        "meisters.export_personal",
        "年度末（今年度は本日）までに認定された人の一覧です。状態は現在のものです。",
        REGISTER_COLUMNS,
        register_rows,
        personal=True,
    ),
    Report(
        "meisters-by-trade",
        "職種別・圏域別登録者数",
        "meisters.view_meisters",
        "年度末（今年度は本日）に活動可の人数です。圏域は勤務先、なければ自宅の所在地です。",
        TRADE_COLUMNS,
        trade_rows,
        totals=people_totals,
        unit="人",
    ),
)
