"""The worker's second connection: it tells each step at once, and shows that the worker lives."""

import contextlib

from django.db import connection
from django.utils import timezone

from aomori_skills.paperwork.choices import JobState

JOB_LOCK = 1_100
"""Class of the advisory locks of jobs; the second key is the job's own."""


class Line:
    """Speaks outside the transaction of the act; its lock ends with the process in any case."""

    def __init__(self, job_id: int, own):
        self.job_id, self.own = job_id, own

    def take(self) -> bool:
        """Begin the job unless it is finished or in other hands."""
        if not self._ask("select pg_try_advisory_lock(%s, %s)", JOB_LOCK, self.job_id)[0]:
            return False
        begun = self._ask(
            "update paperwork_job set state = %s, started_at = %s"
            " where id = %s and state = %s returning id",
            JobState.RUNNING,
            timezone.now(),
            self.job_id,
            JobState.WAITING,
        )
        return begun is not None

    def tell(self, *, done: int, current: str) -> bool:
        """Write the step down; True if somebody asked to cancel."""
        asked = self._ask(
            "update paperwork_job set done = %s, current = %s where id = %s"
            " returning cancel_requested_at is not null",
            done,
            current,
            self.job_id,
        )
        return asked[0]

    def _ask(self, query: str, *values):
        with self.own.cursor() as cursor:
            cursor.execute(query, values)
            return cursor.fetchone()


@contextlib.contextmanager
def line_for(job_id: int):
    with own_connection() as own:
        with own.cursor() as cursor:
            # a step that is lost in a power cut is no loss: the act is lost with it
            cursor.execute("set synchronous_commit to off")
        yield Line(job_id, own)


@contextlib.contextmanager
def own_connection():
    """A further connection to the database, outside of every transaction of ours."""
    own = connection.copy()
    try:
        yield own
    finally:
        own.close()
