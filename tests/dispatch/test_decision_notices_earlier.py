"""The tab 決定 keeps showing the notices of earlier versions."""

import pytest
import time_machine

from aomori_skills.front import wording
from dispatch.models import DecisionNotice
from dispatch.services import decisions
from tests.dispatch.decision_situations import again, decided, tell
from tests.dispatch.request_situations import TODAY, masters
from tests.factories.office import ProfileFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_the_first_notices_stay_in_sight(client):
    with time_machine.travel(TODAY, tick=False):
        masters()
        wording.load()
        ProfileFactory()
        tanto, shonin = UserFactory(tanto=True), UserFactory(shonin=True)
        client.force_login(tanto)
        row = decided(shonin)
        tell(row, tanto)
        old = list(DecisionNotice.objects.order_by("-pk"))
        assert client.get(f"{row.get_absolute_url()}?tab=decision").context["earlier"] == []
        decisions.revise(row.pk, by=tanto, comment="目標")
        again(row, tanto, shonin)
        tell(row, tanto, "client")

        page = client.get(f"{row.get_absolute_url()}?tab=decision")

    assert page.context["earlier"] == old
    shown = page.content.decode()
    assert "これまでの決定通知" in shown
    assert [one.message.get_absolute_url() in shown for one in old] == [True, True]
    assert shown.count(f"第1版　{old[0].message.addressee}") == 1
