"""派遣希望調査の回収状況: each wave of the year by group."""

from aomori_skills.base.report import Report
from aomori_skills.base.workbook import Column
from dispatch.choices import AddresseeGroup
from dispatch.figures.surveys import rates_of, whole
from dispatch.models import DemandSurvey, SurveyAddressee
from dispatch.rules.surveys import Rate

TITLE = "派遣希望調査の回収状況"
NOTE = "回収率＝回答÷（送付−宛先不明）。辞退は回答に数えません。"
WHOLE = "合計"


def line(survey, group: str, rate: Rate) -> dict:
    return {"調査": str(survey), "区分": group, "rate": rate}


def lines_of(survey, groups: dict[str, Rate]) -> list[dict]:
    """A line for each group, and the whole of the wave."""
    rows = [line(survey, group.label, groups.get(group.value, Rate())) for group in AddresseeGroup]
    return [*rows, line(survey, WHOLE, whole(groups.values()))]


def rows(year: int) -> list[dict]:
    found = rates_of(SurveyAddressee.objects.filter(survey__fiscal_year=year))
    waves = DemandSurvey.objects.in_fiscal_year(year).order_by("opened_on", "pk")
    return [row for wave in waves for row in lines_of(wave, found.get(wave.pk, {}))]


COLUMNS = [
    Column("調査", "調査"),
    Column("区分", "区分"),
    Column("調査先", "rate__addressees", "number"),
    Column("送付", "rate__sent", "number"),
    Column("宛先不明", "rate__undeliverable", "number"),
    Column("送付−宛先不明", "rate__reached", "number"),
    Column("回答", "rate__replies", "number"),
    Column("辞退", "rate__declined", "number"),
    Column("回収率（％）", "rate__percent", "number"),
]
REPORTS = (
    Report(
        "survey-rates",
        TITLE,
        "dispatch.view_surveys",
        f"年度の調査ごと、区分ごとの回収率です。{NOTE}",
        COLUMNS,
        rows,
        unit="件",
    ),
)
