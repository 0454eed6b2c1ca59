"""The year's numbers of plan area 2."""

from dispatch.figures.numbers import Monthly, Yearly
from dispatch.figures.requests import RequestMonths, RequestYear, requests_of

__all__ = ["Monthly", "RequestMonths", "RequestYear", "Yearly", "monthly", "yearly"]


def yearly(year: int) -> Yearly:
    """The numbers of a fiscal year."""
    return Yearly(fiscal_year=year, requests=requests_of(year)[0])


def monthly(year: int) -> Monthly:
    """The same month by month."""
    return Monthly(fiscal_year=year, requests=requests_of(year)[1])
