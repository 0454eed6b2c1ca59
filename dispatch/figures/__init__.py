"""The year's numbers of plan area 2."""

from dispatch.figures.consultations import (
    ConsultationMonths,
    ConsultationYear,
    consultations_of,
)
from dispatch.figures.numbers import Monthly, Yearly
from dispatch.figures.requests import RequestMonths, RequestYear, requests_of
from dispatch.figures.sessions import SessionMonths, SessionYear, sessions_of
from dispatch.figures.surveys import SurveyYear, surveys_of

__all__ = [
    "ConsultationMonths",
    "ConsultationYear",
    "Monthly",
    "RequestMonths",
    "RequestYear",
    "SessionMonths",
    "SessionYear",
    "SurveyYear",
    "Yearly",
    "monthly",
    "sessions_of",
    "yearly",
]


def yearly(year: int) -> Yearly:
    """The numbers of a fiscal year."""
    return Yearly(
        fiscal_year=year,
        consultations=consultations_of(year)[0],
        surveys=surveys_of(year),
        requests=requests_of(year)[0],
        sessions=sessions_of(year)[0],
    )


def monthly(year: int) -> Monthly:
    """The same month by month."""
    return Monthly(
        fiscal_year=year,
        consultations=consultations_of(year)[1],
        requests=requests_of(year)[1],
        sessions=sessions_of(year)[1],
    )
