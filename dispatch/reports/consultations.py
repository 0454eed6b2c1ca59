"""相談・援助の実績: 件数 and 人数 by theme and month."""

from aomori_skills.base import fiscal_year
from aomori_skills.base.report import Report
from aomori_skills.base.workbook import Column
from dispatch.choices import Theme
from dispatch.figures.consultations import consultations_of

MONTHS = tuple(f"{day.month}月" for day in fiscal_year.months(2025))
TALKS, PEOPLE, TOTAL = "件数", "人数", "計"
UNITS = {TALKS: "件", PEOPLE: "人"}


def rows(year: int) -> list[dict]:
    """A line a theme and a line of all, for the talks and then for the people."""
    _, months = consultations_of(year)
    return [
        *_lines(TALKS, months.talks_by_theme, months.talks),
        *_lines(PEOPLE, months.people_by_theme, months.people),
    ]


def _lines(count: str, by_theme: dict, total: tuple[int, ...]) -> list[dict]:
    named = [(theme.label, by_theme[theme.value]) for theme in Theme]
    return [_line(count, label, numbers) for label, numbers in (*named, (TOTAL, total))]


def _line(count: str, label: str, numbers: tuple[int, ...]) -> dict:
    months = dict(zip(MONTHS, numbers, strict=True))
    return {
        "区分": count,
        "相談の種別": label,
        "単位": UNITS[count],
        **months,
        "年度計": sum(numbers),
    }


COLUMNS = [
    *(Column(name, name) for name in ("区分", "相談の種別", "単位")),
    *(Column(name, name, "number") for name in (*MONTHS, "年度計")),
]
MONTHLY = Report(
    "consultations-by-month",
    "相談・援助の月別件数・人数",
    "dispatch.view_consultations",
    "相談の種別ごとに、相談日の月で数えた件数と人数です。件数と人数は別に数えます。",
    COLUMNS,
    rows,
)
REPORTS = (MONTHLY,)
