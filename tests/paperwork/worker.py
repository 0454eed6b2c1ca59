"""The worker as the tests use it: in a thread of theirs, or as the process that it is."""

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from threading import Thread

from django.conf import settings
from django.db import connection

from aomori_skills.paperwork.models import Job
from aomori_skills.paperwork.services.worker import OfficeWorker


def work_off() -> None:
    """Do all that waits, here and now."""
    OfficeWorker().work_off()


@contextmanager
def working():
    """Do all that waits, beside the block."""

    def run():
        try:
            work_off()
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        thread.join(30)
        assert not thread.is_alive()


@contextmanager
def worker_process(*arguments: str):
    """``manage.py work`` on the database of the tests; killed at the end of the block."""
    at = connection.settings_dict
    address = f"postgresql://{at['USER']}@/{at['HOST'].replace('/', '%2F')}/{at['NAME']}"
    process = subprocess.Popen(
        [sys.executable, "manage.py", "work", *arguments],
        cwd=settings.BASE_DIR,
        env=os.environ | {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "tests.settings"},
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(reached, patience: float = 30.0) -> None:
    deadline = time.monotonic() + patience
    while not reached():
        assert time.monotonic() < deadline, "it never came"
        time.sleep(0.05)


def state_of(job) -> tuple:
    return Job.objects.values_list("state", "done", "current").get(pk=job.pk)
