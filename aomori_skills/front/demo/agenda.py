"""Stories of the demo, told side by side: every act on its day, the acts of all in one order."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from heapq import heappop, heappush
from itertools import count

import pghistory
from django.utils import timezone

from aomori_skills.front.demo import clock
from aomori_skills.office.models import User

Story = Iterator[tuple[date, User]]
"""A generator that yields the day of its next act and who acts, and acts when it is resumed."""

OPENING = time(9)
BETWEEN = timedelta(minutes=4)


class Agenda:
    """Resumes the stories in the order of their days, with the clock and the history's author."""

    def __init__(self):
        self._queue = []
        self._order = count()
        self._now = datetime.min.replace(tzinfo=timezone.get_default_timezone())

    def add(self, *stories: Story) -> None:
        for story in stories:
            self._advance(story)

    def play(self) -> None:
        while self._queue:
            day, _, by, story = heappop(self._queue)
            opening = datetime.combine(day, OPENING, timezone.get_default_timezone())
            self._now = max(opening, self._now + BETWEEN)
            with clock.at(self._now), pghistory.context(user=by.pk):
                self._advance(story)

    def _advance(self, story: Story) -> None:
        upcoming = next(story, None)
        if upcoming is not None:
            day, by = upcoming
            heappush(self._queue, (day, next(self._order), by, story))
