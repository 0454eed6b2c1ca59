"""The demo office of one fixed day, loaded once for the tests of this folder."""

from datetime import date
from types import SimpleNamespace

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction

TODAY = date(2026, 11, 24)
PASSWORD = "ringo-no-hana-2026"


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker):
    """Loaded by the command, whatever day it is in fact; undone at the end."""
    with (
        pytest.MonkeyPatch.context() as environment,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        environment.setenv("DEMO_PASSWORD", PASSWORD)
        call_command("demo", today=TODAY.isoformat(), verbosity=0)
        yield SimpleNamespace(today=TODAY, password=PASSWORD)
        transaction.set_rollback(True)


@pytest.fixture
def on_the_day(demo, db):
    """A test at nine o'clock in the demo office."""
    with time_machine.travel(f"{TODAY} 09:00:00+09:00"):
        yield demo
