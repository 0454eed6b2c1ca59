"""派遣依頼書 as PDF: blank for clients, filled for the file."""

from django.shortcuts import get_object_or_404
from django.utils import timezone

from aomori_skills.base.access import ACT, permitted
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views import send_pdf
from dispatch.models import DispatchRequest
from dispatch.papers import request_form as paper


@permitted("dispatch.view_requests")
def request_blank(request):
    return send_pdf(paper.blank_form(timezone.localdate()), "派遣依頼書（用紙）.pdf")


@permitted("meisters.export_personal", methods=ACT)
def request_paper(request, pk):
    """It names the client's contact and a meister, so handing it out goes on record."""
    row = get_object_or_404(DispatchRequest.objects.whole(), pk=pk)
    pdf = paper.filled_form(row)
    disclosures.record(
        request.user,
        what=f"派遣依頼書 {row.number} {row}",
        count=1,
        medium=Medium.PDF,
        purpose=Purpose.REVIEW,
    )
    return send_pdf(pdf, paper.file_name(row))
