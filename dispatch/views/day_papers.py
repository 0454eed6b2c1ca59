"""当日の書類 as PDF: they name people, so handing one out goes on record."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect

from aomori_skills.base.access import ACT, permitted
from aomori_skills.base.pdf import merged
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import Medium, Purpose
from aomori_skills.paperwork.services import disclosures
from aomori_skills.paperwork.views import send_pdf
from dispatch.models import Session
from dispatch.papers import day_checklist, day_names, day_route
from dispatch.papers.day_head import file_name
from dispatch.rules.day_checks import check_names
from dispatch.services.day_papers import WITH, case_of, people_of

EXPORT, TRAINEES = "meisters.export_personal", "dispatch.view_trainees"
BUNDLE = "当日の書類"


@permitted(EXPORT, methods=ACT)
def day_route_sheet(request, pk):
    case = _case(pk)
    paper = day_route.render_route(case, day_route.way_of(case))
    return _send(request, case, day_route.TITLE, paper, len(people_of(case)) + 1)


@permitted(EXPORT, methods=ACT)
def day_checklist_paper(request, pk):
    case = _case(pk)
    return _send(request, case, day_checklist.TITLE, day_checklist.render_checklist(case), 1)


@permitted(TRAINEES, methods=ACT)
def day_insured(request, pk):
    case = _case(pk)
    if refused := _refused(request, case):
        return refused
    paper = day_names.render_insured(case)
    return _send(request, case, day_names.INSURANCE, paper, len(case.trainees))


@permitted(TRAINEES, methods=ACT)
def day_photo(request, pk):
    case = _case(pk)
    if refused := _refused(request, case):
        return refused
    paper = day_names.render_photo(case)
    return _send(request, case, day_names.PHOTO, paper, len(case.trainees))


@permitted(TRAINEES, methods=ACT)
def day_bundle(request, pk):
    """All papers of the day: a route sheet for each way to it, and the rest once."""
    case = _case(pk)
    if refused := _refused(request, case):
        return refused
    papers = (
        *(day_route.render_route(case, sessions) for sessions in day_route.ways(case)),
        day_checklist.render_checklist(case),
        day_names.render_photo(case),
        day_names.render_insured(case),
    )
    count = len(case.trainees) + len(people_of(case)) + 1
    return _send(request, case, BUNDLE, merged(papers), count)


def _case(pk):
    return case_of(get_object_or_404(Session.objects.select_related(*WITH), pk=pk))


def _refused(request, case):
    """No list of names for a day that isn't held; the answer in words, or None."""
    try:
        check_names(case.session)
    except TransitionDenied as denied:
        messages.error(request, str(denied))
        return redirect(case.session)
    return None


def _send(request, case, title, paper, count):
    disclosures.record(
        request.user,
        what=f"{title} {case.request.number} {case.session}",
        count=count,
        medium=Medium.PDF,
        purpose=Purpose.ARRANGEMENT,
    )
    return send_pdf(paper, file_name(title, case))
