"""The hour at which an act of the demo takes place."""

from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.utils import timezone


class _EveryDatetime(type):
    """Whatever is a datetime counts as one of the class that stands in for it."""

    def __instancecheck__(cls, value):
        return isinstance(value, datetime)


@contextmanager
def at(moment: datetime):
    """Let Django's clock stand at ``moment``, so that the demo's past lies in the past.

    The services write ``timezone.now()``, also as a default that models have taken hold of, so
    the clock below it is held. Only the loading of the demo does this, in a process of its own
    before the office opens; the events of the history keep the database's own time.
    """

    class Held(datetime, metaclass=_EveryDatetime):
        @classmethod
        def now(cls, tz=None):
            return moment.astimezone(tz)

    with patch.object(timezone, "datetime", Held):
        yield
