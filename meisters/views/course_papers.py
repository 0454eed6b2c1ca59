"""Lists of people that leave the system from a course, after a purpose."""

from django.http import Http404
from django.utils import timezone

from aomori_skills.base.access import ACT, permitted
from aomori_skills.base.listing.export import xlsx_response
from aomori_skills.paperwork.choices import Medium
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views import send_pdf
from meisters.papers import course_lists
from meisters.views.course_pages import EXPORT, course_of, detail_page, purpose_form

PAPERS = {
    "roster": (course_lists.ROSTER, course_lists.roster_pdf, Medium.PDF),
    "roster_xlsx": (course_lists.ROSTER, course_lists.roster_workbook, Medium.EXCEL),
    "attendance": (course_lists.ATTENDANCE, course_lists.attendance_pdf, Medium.PDF),
}


@permitted(EXPORT, methods=ACT)
def course_paper(request, pk):
    course, purpose = course_of(pk), purpose_form(request.POST)
    if request.POST.get("paper") not in PAPERS:
        raise Http404
    if not purpose.is_valid():
        return detail_page(request, course, tab="people", purpose=purpose)
    name, render, medium = PAPERS[request.POST["paper"]]
    rows = course_lists.roster_rows(course)
    content = render(course, rows, issued_on=timezone.localdate())
    disclosures.record(
        request.user,
        what=f"{course.label} {name}",
        count=len(rows),
        medium=medium,
        purpose=purpose.text,
    )
    file_name = f"{name}_{course}"
    if medium == Medium.EXCEL:
        return xlsx_response(content, file_name)
    return send_pdf(content, f"{file_name}_{timezone.localdate():%Y%m%d}.pdf")
