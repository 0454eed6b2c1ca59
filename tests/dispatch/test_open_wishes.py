"""Wished dates on the tab 指導日: ticked for the first days only."""

import pytest
import time_machine

from dispatch.services import sessions
from tests.dispatch.request_situations import TODAY
from tests.dispatch.session_situations import adjusting, hour
from tests.factories.office import UserFactory
from tests.factories.requests import WishedDateFactory

pytestmark = pytest.mark.django_db
STAYS = "日時を変えた指導日や中止した指導日のもとの希望日も、ここに残ります。"


def test_the_wish_of_a_moved_day_is_not_ticked_again(client):
    with time_machine.travel(TODAY, tick=False):
        tanto = UserFactory(tanto=True)
        client.force_login(tanto)
        row = adjusting()
        wish = WishedDateFactory(request=row)
        page = f"{row.get_absolute_url()}?tab=sessions"

        first = client.get(page).content.decode()
        assert (ticked(first, wish), STAYS in first) == (True, False)

        (day,) = sessions.add_from_wishes(row.pk, [wish.pk], by=tanto)
        times = {"starts_at": hour(8), "ends_at": hour(9)}
        sessions.move(day.pk, times, version=day.version, by=tanto)

        later = client.get(page).content.decode()
        assert (ticked(later, wish), STAYS in later) == (False, True)


def ticked(page: str, wish) -> bool:
    box = page.split(f'id="wish-{wish.pk}"')[1].split(">")[0]
    return "checked" in box
