"""帳票 of plan area 1; the index page and the tests read ``REPORTS``."""

from meisters.reports import register, results

REPORTS = (*register.REPORTS, *results.REPORTS)
