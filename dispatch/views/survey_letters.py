"""調査の文書, the reminder, and the forms to answer on as one PDF."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from aomori_skills.base.access import ACT, FORM, permitted
from aomori_skills.base.keys import keys_of
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.saving import Invalid, refuse, save_once
from aomori_skills.paperwork.choices import Purpose
from aomori_skills.paperwork.services import jobs
from aomori_skills.paperwork.views import lead_to
from dispatch.forms.surveys import LettersForm
from dispatch.models import DemandSurvey
from dispatch.papers.survey_letters import email_of
from dispatch.rules import surveys as rules
from dispatch.rules.surveys import EDIT
from dispatch.services import survey_acts, survey_letters
from dispatch.views.survey_pages import EXPORT, crumbs

NAMES = 300


@permitted(EDIT, methods=FORM)
def survey_letters_page(request, pk):
    survey = get_object_or_404(DemandSurvey, pk=pk)
    rows = survey_letters.to_ask(survey)
    return _page(
        request,
        survey,
        partial(_ask, request, survey),
        title=f"{survey}の文書",
        asks=True,
        rows=[row for row in rows if not rules.why_no_letter(row)],
        skipped=[(row, why) for row in rows if (why := rules.why_no_letter(row))],
        nobody="調査の文書を作る調査先がありません。調査先を選ぶか、作成済みの文書を送信箱で"
        "確認してください。",
    )


@permitted(EDIT, methods=FORM)
def survey_remind(request, pk):
    survey = get_object_or_404(DemandSurvey, pk=pk)
    rows = survey_letters.unanswered(survey)
    return _page(
        request,
        survey,
        partial(_remind, request, survey),
        title=f"{survey}の催促",
        asks=False,
        rows=[row for row in rows if not rules.why_no_reminder(row)],
        skipped=[(row, why) for row in rows if (why := rules.why_no_reminder(row))],
        nobody="催促する調査先がありません。回答期限を過ぎた未回答の調査先が対象です。",
    )


@permitted(EXPORT, methods=ACT)
def survey_forms(request, pk):
    """The forms of those who have not answered, as a long act whose file is kept for a while."""
    survey = get_object_or_404(DemandSurvey, pk=pk)

    def start():
        job = jobs.start(
            survey_acts.print_forms,
            title=f"{survey}の回答票",
            by=request.user,
            permission=EXPORT,
            total=survey.addressees.to_answer().count(),
            purpose=Purpose.PERSON,
            back_url=survey.get_absolute_url(),
            survey_id=survey.pk,
        )
        return redirect("paperwork:job_detail", job.pk)

    try:
        return save_once(request, start)[0]
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(survey)


def _page(request, survey, act, *, rows, **context):
    try:
        rules.check_is_open(survey)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(survey)
    form = LettersForm(initial={"dated_on": timezone.localdate(), "sending": "each"})
    if request.method == "POST":
        answer, form = save_once(request, act)
        if answer:
            return answer
    mails = sum(bool(email_of(row)) for row in rows)
    context |= {
        "survey": survey,
        "rows": rows[:NAMES],
        "count": len(rows),
        "mails": mails,
        "letters": len(rows) - mails,
        "nowhere": [row for row in rows if not email_of(row) and not row.organization.address],
        "without": set(request.POST.getlist("without")),
        "form": form,
        "submit_label": "下書きを作る",
        "back_url": survey.get_absolute_url(),
        "breadcrumbs": crumbs(survey),
    }
    status = 422 if form.is_bound else 200
    return render(request, "dispatch/survey_letters.html", context, status=status)


def _ask(request, survey):
    form = _valid(request)
    also, without = (set(keys_of(request.POST.getlist(name))) for name in ("also", "without"))
    rows = [
        row
        for row in survey_letters.to_ask(survey)
        if (row.pk in also or not rules.why_no_letter(row)) and row.pk not in without
    ]
    keys = [row.pk for row in rows]
    title = f"{survey}の文書の下書き（{len(keys)}件）"
    return _start(request, survey, form, survey_acts.ask, title, len(keys), keys=keys)


def _remind(request, survey):
    form = _valid(request)
    rows = [row for row in survey_letters.unanswered(survey) if not rules.why_no_reminder(row)]
    title = f"{survey}の催促の下書き（{len(rows)}件）"
    return _start(request, survey, form, survey_acts.remind, title, len(rows))


def _valid(request) -> LettersForm:
    form = LettersForm(request.POST)
    if not form.is_valid():
        raise Invalid(form)
    return form


def _start(request, survey, form, act, title: str, total: int, **params):
    try:
        job = jobs.start(
            act,
            title=title,
            by=request.user,
            permission=EDIT,
            total=total,
            back_url=survey.get_absolute_url(),
            survey_id=survey.pk,
            dated_on=form.cleaned_data["dated_on"].isoformat(),
            sending=form.cleaned_data["sending"],
            **params,
        )
    except TransitionDenied as denied:
        refuse(form, denied)
    return lead_to(request, job)
