"""A planned day that is over does not read 「予定」 any more: nobody knows yet how it went."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.dated import DatedState
from dispatch.services import dated, timeline
from tests.dispatch.decision_situations import FIRST, SECOND, decided
from tests.dispatch.request_situations import TODAY, masters
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db
WORDS = "実施日を過ぎました"


@pytest.fixture
def row():
    with time_machine.travel(TODAY, tick=False):
        masters()
        yield decided(UserFactory(shonin=True))


@pytest.mark.parametrize(
    ("today", "words"), [(FIRST, ["予定", "予定"]), (date(2025, 9, 11), [WORDS, "予定"])]
)
def test_every_place_tells_the_same(client, row, today, words):
    with time_machine.travel(today, tick=False):
        client.force_login(row.author)
        days = list(row.sessions.order_by("held_on"))
        states = [one.state_now[1] for one in days]
        tab = client.get(f"{row.get_absolute_url()}?tab=sessions").content.decode()
        page = client.get(days[0].get_absolute_url()).content.decode()
        table = client.get(reverse("dispatch:session_list")).context["table"]
        listed = [one.get_cell_value("state") for one in table.rows]
        course = list(timeline.sessions(row.client))
        calendar = [one.get_state_display() for one in dated.sessions(FIRST, SECOND)]

    assert states == words
    assert tab.count(f">{WORDS}<") == words.count(WORDS)
    assert (f">{WORDS}<" in page) == (words[0] == WORDS)
    assert listed == words
    assert [one.what for one in sorted(course, key=lambda one: one.day)] == [
        f"{row.trade}の指導（{word}）" for word in words
    ]
    assert calendar == words


def test_a_cancelled_day_stays_cancelled(row):
    day = row.sessions.get(held_on=FIRST)
    day.state = "cancelled"
    with time_machine.travel(SECOND, tick=False):
        assert day.state_now == ("cancelled", "中止")
        assert DatedState.PASSED.label == WORDS
