"""The worker beside gunicorn: started, kept and ended with the office."""

import os
import subprocess
import sys
import time

from django.conf import settings
from gunicorn.arbiter import Arbiter

PAUSE = 5  # seconds between two starts of a worker that can't stay


class KeptWorker:
    """``manage.py work`` as a process that is started again when it has died.

    gunicorn's master reaps every child, so the exit code of this one is not known here.
    """

    def __init__(self):
        self.process = None
        self.started = -PAUSE

    def keep(self) -> None:
        if self._runs() or time.monotonic() < self.started + PAUSE:
            return
        self.started = time.monotonic()
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "work"]
        self.process = subprocess.Popen([*command, "--parent", str(os.getpid())])

    def end(self, patience: float) -> None:
        """Let it end the job in hand; a job that takes longer is broken off and said to be so."""
        if not self._runs():
            return
        self.process.terminate()
        try:
            self.process.wait(patience)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _runs(self) -> bool:
        return self.process is not None and self.process.poll() is None


class OfficeArbiter(Arbiter):
    """gunicorn's master, which looks after the worker as it does after its own."""

    def __init__(self, app):
        self.kept = KeptWorker()
        super().__init__(app)

    def manage_workers(self):
        super().manage_workers()
        self.kept.keep()

    def stop(self, graceful=True):
        super().stop(graceful)
        self.kept.end(self.cfg.graceful_timeout)
