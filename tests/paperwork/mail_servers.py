"""Mail servers that end badly."""

import os
import signal
from pathlib import Path
from uuid import uuid4

from django.core.mail.backends.base import BaseEmailBackend


class DiesAfterSending(BaseEmailBackend):
    """The mail is out (a file in ``SENT_MAILS``), and the worker is killed."""

    def open(self):
        return True

    def send_messages(self, messages):
        for message in messages:
            place = Path(os.environ["SENT_MAILS"]) / uuid4().hex
            place.write_bytes(message.message().as_bytes())
        os.kill(os.getpid(), signal.SIGKILL)
