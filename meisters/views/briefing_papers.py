"""説明確認書: the sheet to be signed on the day."""

from django.shortcuts import get_object_or_404

from aomori_skills.base.access import ACT, permitted
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views import send_pdf
from meisters.models import Briefing
from meisters.papers import briefing_sheet as paper
from meisters.views.untold import EXPORT


@permitted(EXPORT, methods=ACT)
def briefing_sheet(request, pk):
    briefing = get_object_or_404(Briefing.objects.select_related("staff"), pk=pk)
    people = list(briefing.people.for_listing())
    pdf = paper.render_sheet(briefing, people)
    disclosures.record(
        request.user,
        what=f"{paper.TITLE}（{briefing}）",
        count=len(people),
        medium=Medium.PDF,
        purpose=Purpose.PERSON,
    )
    return send_pdf(pdf, f"{paper.TITLE}_{briefing.held_on:%Y%m%d}.pdf")
