"""Doing a job: all of it or nothing, with every end written down."""

import logging

import pghistory
from django.db import transaction
from django.utils import timezone

from aomori_skills.paperwork.choices import JobState
from aomori_skills.paperwork.models import Job
from aomori_skills.paperwork.rules import jobs as rules
from aomori_skills.paperwork.services.job_acts import REFUSALS, act_at
from aomori_skills.paperwork.services.job_line import line_for
from aomori_skills.paperwork.services.progress import Progress

log = logging.getLogger(__name__)


def run(job_id: int) -> None:
    """Do a waiting job in this process; one that is finished or in other hands is left alone."""
    with line_for(job_id) as line:
        if line.take():
            _run(Progress(Job.objects.select_related("by").get(pk=job_id), line))


def _run(progress: Progress) -> None:
    job, refusals = progress.job, REFUSALS
    try:
        rules.check_may_do(job)
        act = act_at(job.act)
        refusals = act.refusals
        with pghistory.context(user=job.by_id, job=job.pk), transaction.atomic():
            act(progress, **job.params)
            _finish(progress)
    except rules.Cancelled:
        _end(job, JobState.CANCELLED)
    except refusals as refusal:
        reason = f"{refusal}{rules.NOTHING_SAVED}"
        _end(job, JobState.FAILED, rules.sentence(progress.record, reason))
    except Exception:
        log.exception("job %s (%s) stopped at %r", job.pk, job.act, progress.record)
        _end(job, JobState.FAILED, rules.sentence(progress.record, rules.UNEXPECTED))
    except BaseException:
        _end(job, JobState.FAILED, rules.BROKEN_OFF)
        raise


def run_at_once(job: Job) -> None:
    """Do a short act inside the transaction of the request; Stopped names the record.

    A row that was never waiting anywhere has nothing to cancel and is seen by its starter.
    """
    progress, act = Progress(job), act_at(job.act)
    try:
        act(progress, **job.params)
    except act.refusals as refusal:
        if not progress.record:
            raise
        raise rules.Stopped(rules.sentence(progress.record, str(refusal))) from refusal
    job.started_at = job.created_at
    job.seen_at = timezone.now()
    _write_done(job, progress)


def _finish(progress: Progress) -> None:
    """In the transaction of the act: what it did is saved if and only if the job is done."""
    job = Job.objects.select_for_update(of=("self",)).get(pk=progress.job.pk)
    if job.cancel_requested_at or job.state != JobState.RUNNING:
        raise rules.Cancelled
    _write_done(job, progress)


def _write_done(job: Job, progress: Progress) -> None:
    job.state, job.finished_at = JobState.DONE, timezone.now()
    job.done, job.current = job.total, ""
    job.result, job.result_note, job.result_url = progress.result, progress.words, progress.url
    job.save()


@transaction.atomic
def _end(job: Job, state: str, error: str = "") -> None:
    job = Job.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if job.state == JobState.RUNNING:
        job.state, job.error, job.finished_at = state, error, timezone.now()
        job.save(update_fields=("state", "error", "finished_at"))
