"""Many people at the requests in the same moment, on real PostgreSQL."""

from threading import Barrier, Thread

import pytest
from django.db import connection

from aomori_skills.base.workflow import TransitionDenied
from dispatch.models import DispatchRequest
from dispatch.services import request_cancelling, requests
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.requests import FirmFactory, RequestFactory
from tests.factories.surveys import WishFactory

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 20


def at_once(acts) -> list:
    """Run ``acts`` together; how each ended: its answer, or the sentence of its refusal."""
    acts = list(acts)
    gate, ends = Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        gate.wait()
        try:
            ends[place] = act()
        except TransitionDenied as denied:
            ends[place] = str(denied)
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ends


def new(**fields) -> DispatchRequest:
    return RequestFactory.build(
        serial=None, client=FirmFactory(), trade=TradeFactory(), author=None, owner=None, **fields
    )


def test_twenty_registrations_get_twenty_numbers_without_a_gap():
    by = UserFactory(tanto=True)
    rows = [new(fiscal_year=2025 + place % 2) for place in range(PEOPLE)]

    ends = at_once(lambda row=row: requests.register(row, by=by).number for row in rows)

    half = range(1, PEOPLE // 2 + 1)
    assert sorted(ends) == sorted(
        [f"派R7-{serial:03d}" for serial in half] + [f"派R8-{serial:03d}" for serial in half]
    )


def test_a_registration_that_fails_leaves_no_gap():
    by = UserFactory(tanto=True)
    requests.register(new(fiscal_year=2025), by=by)
    with pytest.raises(TransitionDenied):
        requests.register(new(fiscal_year=2025), by=UserFactory(etsuran=True))

    assert requests.register(new(fiscal_year=2025), by=by).number == "派R7-002"


def test_two_steps_at_once_are_one():
    by = UserFactory(tanto=True)
    row = requests.register(new(fiscal_year=2025), by=by)

    ends = at_once(
        lambda: request_cancelling.cancel(row.pk, by=by, side="client", comment="中止").state
        for _ in range(4)
    )

    assert sorted(end == "cancelled" for end in ends) == [False, False, False, True]
    assert row.steps.filter(transition="cancel").count() == 1


def test_a_wish_becomes_one_request():
    by = UserFactory(tanto=True)
    wish = WishFactory()
    rows = [new(fiscal_year=2025, wish=wish) for _ in range(4)]

    ends = at_once(lambda row=row: requests.register(row, by=by).number for row in rows)

    taken = "この希望は、すでに派遣依頼派R7-001になっています。"
    assert sorted(ends) == [taken, taken, taken, "派R7-001"]
