"""再度の依頼: a second letter or mail to those who have not answered."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from aomori_skills.base.access import FORM, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.views import lead_to
from meisters.forms.confirmations import LettersForm
from meisters.models import ConfirmationRound
from meisters.rules import confirmations as rules
from meisters.services import confirmation_acts
from meisters.views.confirmations import EDIT, crumbs, refused_as_closed

SENTENCE = (
    "回答していない人に、再度の依頼の文書を作ります。まだ下書きで、"
    "内容を確認して発行・送信するまでは届きません。"
)


@permitted(EDIT, methods=FORM)
def confirmation_remind(request, pk):
    round_ = get_object_or_404(ConfirmationRound, pk=pk)
    if refused := refused_as_closed(request, round_):
        return refused
    form = LettersForm(initial={"dated_on": timezone.localdate(), "channel": rules.Asking.EACH})
    if request.method == "POST":
        answer, form = save_once(request, partial(_remind, request, round_))
        if answer:
            return answer
    rows = list(round_.confirmations.unanswered().with_people())
    context = {
        "title": f"{round_}の再度の依頼",
        "sentence": SENTENCE,
        "items": [row for row in rows if not rules.why_no_reminder(row)],
        "skipped": [(row, reason) for row in rows if (reason := rules.why_no_reminder(row))],
        "form": form,
        "submit_label": "下書きを作る",
        "back_url": round_.get_absolute_url(),
        "breadcrumbs": crumbs((str(round_), round_.get_absolute_url())),
    }
    status = 422 if form.is_bound else 200
    return render(request, "layouts/confirm.html", context, status=status)


def _remind(request, round_):
    form = LettersForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    day, channel = form.cleaned_data["dated_on"], form.cleaned_data["channel"]
    try:
        job = confirmation_acts.start_reminding(round_, by=request.user, day=day, channel=channel)
    except TransitionDenied as denied:
        refuse(form, denied)
    return lead_to(request, job)
