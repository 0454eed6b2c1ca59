"""The process that does long acts, one at a time."""

import logging
import os
import signal
import sys
import threading
import time

from django.db import close_old_connections
from django.utils.crypto import get_random_string
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker

from aomori_skills.paperwork.services import delivery, job_watch, mail_queue
from aomori_skills.paperwork.services.job_line import own_connection

PAUSE = 1.0
"""Seconds between two looks into an empty queue."""


class OfficeWorker(Worker):
    """The worker of django-tasks; before each look into the queue it ends what dead ones left.

    Asked to stop, it ends the job in hand first. With ``parent`` it stops when that process is
    gone, however it went.
    """

    def __init__(self, *, parent: int | None = None):
        super().__init__(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            excluded_queue_names=[],
            interval=PAUSE,
            batch=True,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
        )
        self.parent = parent

    def work(self) -> None:
        """Until somebody stops it."""
        logging.getLogger("django_tasks_db").setLevel(logging.WARNING)
        self.configure_signals()
        if self.parent:
            threading.Thread(target=self._watch_parent, daemon=True).start()
        with own_connection() as presence:
            job_watch.mark_presence(presence)
            while self.running:
                self.work_off()
                with presence.cursor() as cursor:
                    cursor.execute("select 1")  # without it nobody would know of this worker
                close_old_connections()
                if self.running:
                    time.sleep(self.interval)

    def work_off(self) -> None:
        """What waits now."""
        job_watch.end_broken_off()
        delivery.end_broken_off()
        mail_queue.queue_lost()
        self.run()

    def configure_signals(self) -> None:
        super().configure_signals()
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
            signal.signal(signal.SIGHUP, self.shutdown)

    def shutdown(self, number, frame) -> None:
        self.running = False
        if not self.running_task:
            sys.exit(0)

    def _watch_parent(self) -> None:
        while os.getppid() == self.parent:
            time.sleep(PAUSE / 2)
        os.kill(os.getpid(), signal.SIGTERM)
