"""The day on which most stories of plan area 1 are told."""

import pytest
import time_machine

from tests.meisters import situations


@pytest.fixture
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield
