"""The numbers of a year and of its months, one part for each subject."""

from dataclasses import dataclass

from dispatch.figures.consultations import ConsultationMonths, ConsultationYear
from dispatch.figures.requests import RequestMonths, RequestYear
from dispatch.figures.sessions import SessionMonths, SessionYear
from dispatch.figures.surveys import SurveyYear


@dataclass(frozen=True)
class Yearly:
    """Plan 2 of one fiscal year."""

    fiscal_year: int
    consultations: ConsultationYear
    surveys: SurveyYear
    requests: RequestYear
    sessions: SessionYear


@dataclass(frozen=True)
class Monthly:
    """Twelve numbers of each thing counted, April first.

    They add up to the year's, but for 件数 of sessions: a request counts in every month with a day.
    """

    fiscal_year: int
    consultations: ConsultationMonths
    requests: RequestMonths
    sessions: SessionMonths
