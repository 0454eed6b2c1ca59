"""The demo office of one fixed day, the same for every test that looks at it."""

from datetime import date

import pytest
import time_machine
from django.core.management import call_command

TODAY = date(2026, 11, 24)


def load(password: str) -> None:
    """Loaded by the command, whatever day it is in fact."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DEMO_PASSWORD", password)
        call_command("demo", today=TODAY.isoformat(), verbosity=0)


def at_nine(day: date = TODAY):
    """While the block runs, it is nine o'clock of that day, and the clock goes on."""
    return time_machine.travel(f"{day} 09:00:00+09:00")
