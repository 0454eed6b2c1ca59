"""回答票: of one person, or of everybody whom a letter goes to."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from aomori_skills.base.access import ACT, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import save_once
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.services import disclosures, jobs
from aomori_skills.paperwork.views import send_pdf
from meisters.models import Confirmation, ConfirmationRound
from meisters.papers import continuing_slip as paper
from meisters.services import confirmation_acts
from meisters.views.confirmations import EXPORT


@permitted(EXPORT, methods=ACT)
def confirmation_slip(request, pk):
    row = get_object_or_404(Confirmation.objects.with_people(), pk=pk)
    pdf = paper.render_slips([row], timezone.localdate())
    disclosures.record(
        request.user,
        what=f"回答票 {row.code}",
        count=1,
        medium=Medium.PDF,
        purpose=Purpose.PERSON,
    )
    return send_pdf(pdf, paper.file_name(row))


@permitted(EXPORT, methods=ACT)
def confirmation_slips(request, pk):
    """The slips of those who have not answered, as a long act whose file is kept for a while."""
    round_ = get_object_or_404(ConfirmationRound, pk=pk)

    def start():
        job = jobs.start(
            confirmation_acts.print_slips,
            title=f"{round_}の回答票",
            by=request.user,
            permission=EXPORT,
            total=round_.confirmations.unanswered().count(),
            purpose=Purpose.PERSON,
            back_url=round_.get_absolute_url(),
            round_id=round_.pk,
        )
        return redirect("paperwork:job_detail", job.pk)

    try:
        answer, _ = save_once(request, start)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(round_)
    return answer
