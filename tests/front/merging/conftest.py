import pytest
import time_machine

from tests.factories.office import UserFactory


@pytest.fixture
def tanto():
    with time_machine.travel("2026-04-15 10:00:00+09:00", tick=False):
        yield UserFactory(tanto=True, roles=["staff", "approver"])
