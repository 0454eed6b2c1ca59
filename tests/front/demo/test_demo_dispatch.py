"""The demo shows section 2 at work: talks, both waves of the survey, requests in every step."""

import pytest

from dispatch.choices import AddresseeState, RequestState
from dispatch.models import (
    Consultation,
    DemandSurvey,
    DispatchRequest,
    RequestOverride,
    SurveyAddressee,
    SurveyProposal,
    SurveyWish,
)

pytestmark = pytest.mark.django_db


def test_the_tables_are_always_this_full(demo):
    full = {
        Consultation: 26,
        DemandSurvey: 2,
        SurveyAddressee: 24,
        SurveyWish: 5,
        SurveyProposal: 1,
        DispatchRequest: 13,
        RequestOverride: 1,
    }

    assert {model: model.objects.count() for model in full} == full


def test_every_state_that_has_its_screens_can_be_seen(demo):
    def states(model):
        return set(model.objects.values_list("state", flat=True))

    assert states(SurveyAddressee) == set(AddresseeState)
    assert states(DispatchRequest) == {
        RequestState.RECEIVED,
        RequestState.ADJUSTING,
        RequestState.CANCELLED,
    }
