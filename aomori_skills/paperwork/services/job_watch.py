"""Jobs whose worker is gone, and whether there is a worker at all."""

from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from aomori_skills.paperwork.choices import JobState
from aomori_skills.paperwork.models import Job
from aomori_skills.paperwork.rules.jobs import BROKEN_OFF
from aomori_skills.paperwork.services.job_line import JOB_LOCK

WORKER_LOCK = 1_101
CLAIMED = timedelta(minutes=1)
"""So long a worker may take between taking a task and beginning its job."""


def end_broken_off() -> int:
    """Call the jobs of dead workers failed, so that their people can do them again."""
    running = Job.objects.filter(state=JobState.RUNNING).values_list("pk", flat=True)
    ended = sum(_end_broken_off(key) for key in running)
    return ended + _queue_unbegun()


def mark_presence(own) -> None:
    """Show on the connection ``own``, as long as it lives, that a worker is there."""
    with own.cursor() as cursor:
        cursor.execute("select pg_advisory_lock_shared(%s, 0)", [WORKER_LOCK])


def is_worker_there() -> bool:
    return _is_locked(WORKER_LOCK, 0)


@transaction.atomic
def _end_broken_off(job_id: int) -> int:
    job = Job.objects.select_for_update(of=("self",)).get(pk=job_id)
    if job.state != JobState.RUNNING or _is_locked(JOB_LOCK, job.pk):
        return 0
    job.state, job.error, job.finished_at = JobState.FAILED, BROKEN_OFF, timezone.now()
    job.save(update_fields=("state", "error", "finished_at"))
    task = DBTaskResult.objects.filter(pk=job.task_id, status=TaskResultStatus.RUNNING).first()
    if task:
        task.set_failed(InterruptedError("The worker is gone."))
    return 1


@transaction.atomic
def _queue_unbegun() -> int:
    """A worker that died between taking a task and beginning its job has done nothing yet."""
    limit = timezone.now() - CLAIMED
    waiting = Job.objects.filter(state=JobState.WAITING).values_list("task_id", flat=True)
    lost = DBTaskResult.objects.select_for_update(skip_locked=True).filter(
        pk__in=list(waiting), started_at__lt=limit
    )
    keys = [task.pk for task in lost if task.status != TaskResultStatus.READY]
    return DBTaskResult.objects.filter(pk__in=keys).update(
        status=TaskResultStatus.READY, started_at=None, finished_at=None
    )


def _is_locked(kind: int, key: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "select exists (select from pg_locks where locktype = 'advisory' and granted"
            " and database = (select oid from pg_database where datname = current_database())"
            " and classid = %s and objid = %s and objsubid = 2)",
            [kind, key],
        )
        return cursor.fetchone()[0]
