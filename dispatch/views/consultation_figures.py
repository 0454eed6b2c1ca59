"""相談・援助 by month: 件数 and 人数, each number with exactly its rows behind it."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from aomori_skills.base import fiscal_year
from aomori_skills.base.access import FORM, READ, permitted
from aomori_skills.base.listing.export import PRINT, XLSX, xlsx_response
from aomori_skills.base.page import Action
from aomori_skills.base.pdf import table
from aomori_skills.office.models import OfficeProfile
from aomori_skills.paperwork.views import send_pdf
from dispatch.choices import Theme
from dispatch.filters.consultations import ALL_YEARS
from dispatch.reports import consultations as report
from dispatch.views.consultation_pages import crumbs, list_url
from meisters.figures.days import month_ends
from meisters.views.figure_rows import Cell

VIEW = "dispatch.view_consultations"
TITLE = report.MONTHLY.title
THEMES = {theme.label: theme.value for theme in Theme}


@dataclass(frozen=True)
class Heading:
    label: str
    unit: str


@dataclass(frozen=True)
class Line:
    """One theme, or all of them, in the months and in the year."""

    indicator: Heading
    cells: list[Cell]
    total: Cell


@permitted(VIEW, methods=FORM)
def consultation_figures(request):
    year = request.fiscal_year
    context = {
        "title": TITLE,
        "period": fiscal_year.label(year),
        "months": report.MONTHS,
        "groups": _groups(year),
    }
    if request.method == "POST":
        return _export(request, year, context)
    paper = Action(
        "PDFにする", reverse("dispatch:consultation_figures_paper"), note="A4横の表です。"
    )
    context |= {"others": [paper], "breadcrumbs": crumbs()}
    return render(request, "dispatch/consultation_figures.html", context)


@permitted(VIEW, methods=READ)
def consultation_figures_paper(request):
    year, today = request.fiscal_year, timezone.localdate()
    profile = OfficeProfile.objects.on(today)
    pdf = table(
        TITLE,
        fiscal_year.label(year),
        report.COLUMNS,
        report.rows(year),
        issued_on=today,
        office=profile.name if profile else "",
        note=report.MONTHLY.description,
    )
    return send_pdf(pdf, f"{TITLE}_{fiscal_year.short(year)}.pdf")


def _export(request, year, context):
    medium = request.POST.get("_export")
    if medium == XLSX:
        content, _ = report.MONTHLY.render(year, issued_on=timezone.localdate())
        return xlsx_response(content, f"{TITLE}_{fiscal_year.short(year)}")
    if medium != PRINT:
        raise BadRequest("_export")
    context |= {
        "issued_on": timezone.localdate(),
        "landscape": True,
        "back_url": reverse("dispatch:consultation_figures"),
    }
    return render(request, "dispatch/consultation_figures_print.html", context)


def _groups(year: int) -> list[tuple[str, list[Line]]]:
    """The lines of the report, 件数 and 人数 apart."""
    rows = report.rows(year)
    return [
        (count, [_line(row, year) for row in rows if row["区分"] == count])
        for count in report.UNITS
    ]


def _line(row: dict, year: int) -> Line:
    theme = THEMES.get(row["相談の種別"], "")
    days = zip(fiscal_year.months(year), month_ends(year), strict=True)
    cells = [
        _cell(heading, row[heading], theme, first, last)
        for heading, (first, last) in zip(report.MONTHS, days, strict=True)
    ]
    total = _cell("年度計", row["年度計"], theme, *fiscal_year.days(year))
    return Line(Heading(row["相談の種別"], row["単位"]), cells, total)


def _cell(heading: str, count: int, theme: str, first: date, last: date) -> Cell:
    if not count:
        return Cell(heading, count)
    asked = {"scope": ALL_YEARS} | ({"theme": theme} if theme else {})
    asked |= {"consulted_on_from": first.isoformat(), "consulted_on_to": last.isoformat()}
    return Cell(heading, count, f"{list_url()}?{urlencode(asked)}")
