"""帳票 of plan area 2; the index page and the tests read ``REPORTS``."""

from dispatch.reports import consultations, surveys

REPORTS = (*consultations.REPORTS, *surveys.REPORTS)
