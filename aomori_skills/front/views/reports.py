"""帳票一覧: the reports of every area for the year of the header."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import ACT, permitted
from aomori_skills.base.listing import PurposeForm
from aomori_skills.base.listing.export import xlsx_response
from aomori_skills.base.report import Report
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.services import disclosures
from dispatch import reports as dispatch_reports
from meisters import reports as meister_reports

AREAS = (("1 マイスター", meister_reports.REPORTS), ("2 派遣", dispatch_reports.REPORTS))


@dataclass(frozen=True)
class Offer:
    """A report on the page, with the question for the purpose where it holds personal data."""

    report: Report
    purpose: PurposeForm | None


@permitted("office.view_home")
def report_list(request):
    return _page(request)


@permitted("office.view_home", methods=ACT)
def report_file(request, slug):
    """The Excel file; personal data leave with a purpose, and it is written down."""
    report = _report(slug)
    if not request.user.has_perm(report.permission):
        raise PermissionDenied
    asked = _purpose(report, request.POST)
    if asked and not asked.is_valid():
        return _page(request, asked, report, status=422)
    content, count = report.render(request.fiscal_year, issued_on=timezone.localdate())
    name = f"{report.title}_{fiscal_year.short(request.fiscal_year)}"
    if asked:
        disclosures.record(
            request.user, what=name, count=count, medium=Medium.EXCEL, purpose=asked.text
        )
    return xlsx_response(content, name)


def _page(request, asked=None, about=None, status=200):
    areas = [
        (label, offers)
        for label, reports in AREAS
        if (offers := _offers(request.user, reports, asked, about))
    ]
    year = fiscal_year.label(request.fiscal_year)
    context = {"title": "帳票一覧", "period": year, "reports": areas}
    return render(request, "front/report_list.html", context, status=status)


def _offers(user, reports, asked, about) -> list[Offer]:
    return [
        Offer(report, asked if report is about else _purpose(report))
        for report in reports
        if user.has_perm(report.permission)
    ]


def _purpose(report: Report, data=None) -> PurposeForm | None:
    if not report.personal:
        return None
    return PurposeForm(data, purposes=Purpose.labels, auto_id=f"{report.slug}_%s")


def _report(slug: str) -> Report:
    for _, reports in AREAS:
        for report in reports:
            if report.slug == slug:
                return report
    raise Http404
