"""What came of an answer: a request, a candidate, dropped, taken back, merged."""

from datetime import date

import pytest
import time_machine

from aomori_skills.base.workflow import TransitionDenied
from dispatch.models import DispatchRequest, SurveyWish
from dispatch.services import survey_takeup
from meisters.models import Candidate
from tests.dispatch.request_situations import masters
from tests.dispatch.request_situations import sent as request_form
from tests.dispatch.survey_pages import page, typed
from tests.factories.office import UserFactory
from tests.factories.surveys import (
    AddresseeFactory,
    ProposalFactory,
    SurveyFactory,
    WishFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2025-06-10 10:00:00+09:00", tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def test_a_wish_becomes_a_request_in_one_step(client, tanto):
    masters()
    wish = WishFactory()
    url = f"{page('request_new')}?wish={wish.pk}"
    shown = client.get(page("wish_list")).content.decode()
    assert url in shown
    form = client.get(url).context["form"]
    assert (form.instance.client, form.instance.trade) == (wish.addressee.organization, wish.trade)
    client.post(url, request_form(owner=tanto.pk))

    request = DispatchRequest.objects.get()
    assert request.wish == wish
    listed = client.get(page("wish_list"), {"outcome": "taken_up"}).content.decode()
    assert request.number in listed
    with pytest.raises(TransitionDenied, match="すでに派遣依頼になっています"):
        survey_takeup.drop(SurveyWish, wish.pk, by=tanto, reason="重複")
    kept = client.post(
        page("addressee_reply", wish.addressee_id),
        typed(wish.trade)
        | {"wishes-INITIAL_FORMS": "1", "wishes-0-id": wish.pk, "wishes-0-DELETE": "on"},
    )
    assert "派遣依頼になっているため、削除できません。" in kept.content.decode()


def test_a_wish_is_dropped_with_a_reason_and_taken_back(client, tanto):
    wish = WishFactory()
    empty = client.post(page("wish_drop", wish.pk), {"comment": ""})
    assert empty.status_code == 422

    client.post(page("wish_drop", wish.pk), {"comment": "時期が合わない。"})
    wish.refresh_from_db()
    assert (wish.dropped_on, wish.drop_reason) == (date(2025, 6, 10), "時期が合わない。")

    client.post(page("wish_restore", wish.pk))
    wish.refresh_from_db()
    assert (wish.dropped_on, wish.drop_reason) == (None, "")


def test_a_proposed_person_becomes_a_candidate_with_a_link(client, tanto):
    proposal = ProposalFactory()
    url = page("proposal_candidate", proposal.pk)
    form = client.get(url).context["form"]
    new = form.instance
    assert (new.family_name, new.given_name, new.trade) == ("八甲田", "匠", proposal.trade)
    assert (new.met_at, new.met_on) == (proposal.addressee.organization, None)
    sent = {
        "family_name": "八甲田",
        "given_name": "匠",
        "employment": "unknown",
        "prefecture": "青森県",
        "owner": tanto.pk,
        "trade": proposal.trade_id,
    }
    client.post(url, sent)

    proposal.refresh_from_db()
    assert proposal.candidate == Candidate.objects.get()
    assert (proposal.candidate.kana, proposal.candidate.met_on) == ("", None)
    assert client.get(url).url == proposal.candidate.get_absolute_url()


def test_merged_organizations_keep_one_answer(client):
    from dispatch.services.merging import bring_answers

    survey = SurveyFactory()
    kept, lost = AddresseeFactory(survey=survey), AddresseeFactory(survey=survey, replied=True)
    wish = WishFactory(addressee=lost)
    bring_answers(kept.organization, lost.organization, by=None, reason="")

    wish.refresh_from_db()
    assert wish.addressee == kept
