"""Two managers at once: a plan is decided once, and never decided and sent back."""

import pytest

from dispatch.choices import RequestState as R
from dispatch.models import PlanVersion
from dispatch.services import decisions
from tests.dispatch.decision_situations import asked
from tests.dispatch.request_situations import whole
from tests.dispatch.test_request_races import at_once
from tests.factories.office import UserFactory

pytestmark = pytest.mark.django_db(transaction=True)


def managers(number: int) -> list:
    return [UserFactory(username=f"shonin{n}", roles=["approver"]) for n in range(number)]


def test_of_four_decisions_one_holds():
    row = asked()

    ends = at_once(lambda by=by: decisions.approve(row.pk, by=by).number for by in managers(4))

    assert sorted(end == 1 for end in ends) == [False, False, False, True]
    assert PlanVersion.objects.count() == 1


def test_a_plan_is_decided_or_sent_back():
    row = asked()
    first, second = managers(2)

    ends = at_once(
        [
            lambda: decisions.approve(row.pk, by=first).request.state,
            lambda: decisions.send_back(row.pk, by=second, comment="見直し").state,
        ]
    )

    state = whole(row).state
    assert (state, PlanVersion.objects.count()) in ((R.DECIDED, 1), (R.ADJUSTING, 0))
    assert [one == state for one in ends].count(True) == 1
