"""The demo office, loaded once for the tests of this folder."""

from types import SimpleNamespace

import pytest
from django.db import transaction

from tests import demo_office

PASSWORD = "ringo-no-hana-2026"


@pytest.fixture(scope="package")
def demo(django_db_setup, django_db_blocker):
    """Undone at the end."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo_office.load(PASSWORD)
        yield SimpleNamespace(today=demo_office.TODAY, password=PASSWORD)
        transaction.set_rollback(True)


@pytest.fixture
def on_the_day(demo, db):
    """A test at nine o'clock in the demo office."""
    with demo_office.at_nine():
        yield demo
