"""What is done to a long act: cancel, do again, take its file."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect

from aomori_skills.base.access import ACT, permitted
from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.services.submissions import once
from aomori_skills.paperwork.models import FileDamaged
from aomori_skills.paperwork.rules import jobs as rules
from aomori_skills.paperwork.services import disclosures, jobs
from aomori_skills.paperwork.views.downloads import send_attachment
from aomori_skills.paperwork.views.jobs import VIEW, job_of


def lead_to(request, job):
    """Where a form leads that has started ``job``: on with the work if it was done at once."""
    if job.landing_url != job.get_absolute_url():
        messages.success(request, job.result_note)
    return redirect(job.landing_url)


@permitted(VIEW, methods=ACT)
def job_cancel(request, pk):
    return _act(request, job_of(request, pk), _cancel)


@permitted(VIEW, methods=ACT)
def job_retry(request, pk):
    return _act(request, job_of(request, pk), _retry)


@permitted(VIEW, methods=ACT)
def job_download(request, pk):
    """The file; one with personal data is written down with the purpose it was made for."""
    job = job_of(request, pk)
    if not rules.may_download(job, request.user):
        raise PermissionDenied
    if job.result is None:
        raise Http404
    try:
        response = send_attachment(job.result)
    except FileDamaged as damage:
        messages.error(request, str(damage))
        return redirect(job)
    if job.purpose:
        disclosures.record(
            request.user,
            what=job.title,
            count=job.total,
            medium=rules.medium_of(job.result.content_type),
            purpose=job.purpose,
            detail=job.detail,
        )
    jobs.see(job.pk, by=request.user)
    return response


@permitted(VIEW, methods=ACT)
def job_seen(request, pk):
    """Its page tells that its starter has seen how it ended."""
    jobs.see(job_of(request, pk).pk, by=request.user)
    return HttpResponse(status=204)


def _act(request, job, step):
    try:
        return once(request, partial(step, request, job))
    except TransitionDenied as refusal:
        messages.error(request, str(refusal))
        return redirect(job)


def _cancel(request, job):
    return redirect(jobs.cancel(job.pk, by=request.user))


def _retry(request, job):
    return lead_to(request, jobs.retry(job.pk, by=request.user))
