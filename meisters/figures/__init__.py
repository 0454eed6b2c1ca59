"""The year's numbers of plan area 1; a closed year keeps those with which it was closed."""

from meisters.figures.indicators import ACTIVE, BY_NAME, INDICATORS, Indicator
from meisters.figures.live import live
from meisters.figures.numbers import Figures, Monthly, Yearly, from_json, to_json
from meisters.figures.register import ELSEWHERE, active_on, region_of, register_day
from meisters.figures.stored import Change, changes, closing_of, figures_of

__all__ = [
    "ACTIVE",
    "BY_NAME",
    "ELSEWHERE",
    "INDICATORS",
    "Change",
    "Figures",
    "Indicator",
    "Monthly",
    "Yearly",
    "active_on",
    "changes",
    "closing_of",
    "figures_of",
    "from_json",
    "live",
    "monthly",
    "region_of",
    "register_day",
    "to_json",
    "yearly",
]


def yearly(year: int) -> Yearly:
    """The numbers of a fiscal year; twelve queries, one for a closed year."""
    return figures_of(year).year


def monthly(year: int) -> Monthly:
    """The same month by month."""
    return figures_of(year).months
