"""Long acts: started by a page, done by the worker, cancelled or done again by people.

@long_act()
def issue_letters(progress, *, message_ids):
    for message in progress.each(Message.objects.filter(pk__in=message_ids)):
        ...                                       # one transaction around all of it
    progress.note("150通を発行しました。", url=reverse("paperwork:outbox"))

job = jobs.start(issue_letters, title="説明文書の発行（150件）", by=request.user,
                 permission="paperwork.issue_documents", total=150, message_ids=ids)
return redirect(job.landing_url)
"""

import json

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import JobState
from aomori_skills.paperwork.models import Job
from aomori_skills.paperwork.rules import jobs as rules
from aomori_skills.paperwork.services.job_acts import LongAct, act_at, long_act
from aomori_skills.paperwork.services.job_queue import run_job
from aomori_skills.paperwork.services.job_runs import run_at_once

__all__ = [
    "cancel",
    "discard_results",
    "forget_old",
    "has_results",
    "long_act",
    "retry",
    "see",
    "start",
]


@transaction.atomic
def start(
    act: LongAct,
    *,
    title: str,
    by,
    permission: str,
    total: int,
    purpose: str = "",
    detail: str = "",
    back_url: str = "",
    retry_of: Job | None = None,
    **params,
) -> Job:
    """Do ``act`` with ``params`` (JSON values): at once if it is short, else by the worker.

    A short act is done inside the caller's transaction: its refusal is raised here, with the
    record it stopped at, and can be shown at the form. A longer one begins when the transaction
    is committed. ``permission`` is what others need to see the job and its file; ``purpose`` and
    ``detail`` are written down when a file with personal data is downloaded.
    """
    job = Job.objects.create(
        act=act.path,
        title=title[:200],
        by=by,
        permission=permission,
        total=total,
        purpose=purpose,
        detail=detail,
        back_url=back_url,
        retry_of=retry_of,
        params=json.loads(json.dumps(params)),
    )
    if total <= settings.SHORT_JOB:
        run_at_once(job)
    else:
        job.task_id = run_job.enqueue(job.pk).id
        job.save(update_fields=("task_id",))
    return job


@transaction.atomic
def cancel(job_id: int, *, by) -> Job:
    """Take a waiting job back, or ask the worker to stop at the next record."""
    job = _locked(job_id)
    rules.check_can_cancel(job, by=by)
    job.cancel_requested_at = job.cancel_requested_at or timezone.now()
    if job.state == JobState.WAITING:
        job.state, job.finished_at = JobState.CANCELLED, job.cancel_requested_at
    job.save(update_fields=("state", "cancel_requested_at", "finished_at"))
    return job


@transaction.atomic
def retry(job_id: int, *, by) -> Job:
    """Start what failed or was cancelled once more, under the same conditions."""
    job = _locked(job_id)
    rules.check_can_retry(job, by=by)
    try:
        act = act_at(job.act)
    except ImportError as gone:
        raise TransitionDenied(rules.ACT_IS_GONE) from gone
    return start(
        act,
        title=job.title,
        by=by,
        permission=job.permission,
        total=job.total,
        purpose=job.purpose,
        detail=job.detail,
        back_url=job.back_url,
        retry_of=job,
        **job.params,
    )


def see(job_id: int, *, by) -> None:
    """The starter has seen how it ended: the header stops counting it."""
    Job.objects.filter(pk=job_id, by=by, seen_at=None, finished_at__isnull=False).update(
        seen_at=timezone.now()
    )


def discard_results(act: LongAct, **params) -> int:
    """Take away the files that ``act`` made: what they say may no longer be handed out.

    With ``params`` only those that it made under these conditions.
    """
    return sum(_forget_file(key) for key in _made(act, params).values_list("pk", flat=True))


def has_results(act: LongAct, **params) -> bool:
    """Whether files that ``act`` made are still kept; ``params`` as above."""
    return _made(act, params).exists()


def _made(act: LongAct, params: dict):
    return Job.objects.filter(act=act.path, result__isnull=False, params__contains=params)


def forget_old() -> int:
    """Delete the files of old jobs, and the worker's notes; return the number of files.

    A file that a record holds as its own stays with the record.
    """
    limit = timezone.now() - rules.KEPT
    DBTaskResult.objects.finished().filter(finished_at__lt=limit).delete()
    old = Job.objects.filter(result__isnull=False, finished_at__lt=limit)
    return sum(_forget_file(key) for key in old.values_list("pk", flat=True))


@transaction.atomic
def _forget_file(job_id: int) -> int:
    job = _locked(job_id)
    file, job.result, job.result_deleted_at = job.result, None, timezone.now()
    job.save(update_fields=("result", "result_deleted_at"))
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return 0
    return 1


def _locked(job_id: int) -> Job:
    return Job.objects.select_for_update(of=("self",)).get(pk=job_id)
