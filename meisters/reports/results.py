"""実績: what was counted in the year, as a whole and by month."""

from aomori_skills.base import fiscal_year
from aomori_skills.base.report import Report
from aomori_skills.base.workbook import Column
from meisters import figures
from meisters.figures import ACTIVE, BY_NAME, INDICATORS

MONTHS = tuple(f"{day.month}月" for day in fiscal_year.months(2025))
CERTIFICATION = (
    "visits",
    "explaining_visits",
    "organizations",
    "candidates",
    "explained",
    "applications",
    "withdrawn",
    "certified",
    "rejected",
)
COURSES = (
    "courses",
    *(
        f"{group}{part}"
        for group in ("required", "optional", "unclear")
        for part in ("", "_attended", "_completed")
    ),
    "center_courses",
)
EXPLANATIONS = ("briefings", "briefed", "asked", "answered")


def certification_rows(year: int) -> list[tuple]:
    numbers = figures.yearly(year)
    counted = (BY_NAME[name] for name in CERTIFICATION)
    return [
        *((one.item, one.label, getattr(numbers, one.name), one.unit) for one in counted),
        (ACTIVE.item, "活動可のマイスター", numbers.active, "人"),
    ]


CERTIFICATION_COLUMNS = [
    Column("計画の項目", lambda row: row[0]),
    Column("内容", lambda row: row[1]),
    Column("人数・件数", lambda row: row[2], "number"),
    Column("単位", lambda row: row[3]),
]


def monthly_rows(year: int) -> list[dict]:
    """One line an indicator: twelve months, and the year's own count (実 is no sum of months)."""
    found = figures.figures_of(year)
    rows = [
        _line(one, found.months.counts[one.name], getattr(found.year, one.name))
        for one in INDICATORS
    ]
    return [*rows, _line(ACTIVE, found.months.active, None)]


def _line(indicator, counts, total) -> dict:
    months = dict(zip(MONTHS, counts, strict=True))
    return {
        "計画の項目": indicator.item,
        "内容": indicator.label,
        "単位": indicator.unit,
        **months,
        "年度計": total,
    }


MONTHLY_COLUMNS = [
    *(Column(name, name) for name in ("計画の項目", "内容", "単位")),
    *(Column(name, name, "number") for name in (*MONTHS, "年度計")),
]


def by_month(names: tuple[str, ...]):
    """The functions of a table with a line a month: its columns, rows and totals."""
    counted = [BY_NAME[name] for name in names]
    columns = [Column("月", "月"), *(Column(one.label, one.name, "number") for one in counted)]

    def rows(year: int) -> list[dict]:
        counts = figures.monthly(year).counts
        return [
            {"月": month, **{one.name: counts[one.name][place] for one in counted}}
            for place, month in enumerate(MONTHS)
        ]

    def totals(year: int) -> dict[str, int]:
        numbers = figures.yearly(year)
        return {"月": "年度計", **{one.label: getattr(numbers, one.name) for one in counted}}

    return {"columns": columns, "rows": rows, "totals": totals}


REPORTS = (
    Report(
        "certification-results",
        "開拓・認定の実績",
        "meisters.view_meisters",
        "開拓訪問から認定までの件数です。認定・不認定はセンターの結果の日付で数えます。",
        CERTIFICATION_COLUMNS,
        certification_rows,
    ),
    Report(
        "monthly-results",
        "月別実績",
        "meisters.view_meisters",
        "1章の実績を月別に並べた表です。「実」は、年度計が月の合計と一致しません。",
        MONTHLY_COLUMNS,
        monthly_rows,
    ),
    Report(
        "course-results",
        "講習の実績",
        "meisters.view_meisters",
        "実施した講習の回数と、必須・任意ごとの対象・出席・修了の延べ人数です。",
        **by_month(COURSES),
    ),
    Report(
        "explanation-results",
        "説明の実績",
        "meisters.view_meisters",
        "マイスターへの説明と、活動継続の確認の人数です。送付した文書は送信日で数えます。",
        **by_month(EXPLANATIONS),
    ),
)
