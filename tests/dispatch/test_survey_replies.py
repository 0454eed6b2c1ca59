"""Answers typed by the staff, found by their number, taken back."""

from datetime import date

import pytest
import time_machine

from aomori_skills.base.workflow import TransitionDenied
from dispatch.choices import AddresseeState
from dispatch.rules.surveys import key_of
from dispatch.services import survey_replies, survey_takeup
from meisters.models import Candidate
from tests.dispatch.survey_pages import page, typed
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.surveys import (
    AddresseeFactory,
    ProposalFactory,
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


@pytest.fixture
def trade():
    return TradeFactory(name="造園")


def test_an_answer_is_typed_with_its_rows(client, tanto, trade):
    row = AddresseeFactory(sent=True)
    client.post(page("addressee_reply", row.pk), typed(trade))

    row.refresh_from_db()
    assert (row.state, row.replied_on, row.replied_way) == ("replied", date(2025, 6, 9), "fax")
    assert (row.demand, row.typed_by, row.sent_on) == (True, tanto, date(2025, 4, 8))
    assert list(row.wishes.values_list("trade", "people")) == [(trade.pk, 6)]
    assert list(row.proposals.values_list("name", flat=True)) == ["八甲田 匠"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"demand": ""}, "派遣の希望を選択してください。"),
        ({"replied_way": ""}, "回答方法を選択してください。"),
        ({"demand": "False"}, "派遣の希望の行があります。"),
        ({"replied_on": "2025-04-07"}, "回答日は、送付日（令和7年4月8日）以後"),
        ({"wishes-0-trade": ""}, "職種を選択してください。"),
        ({"wishes-TOTAL_FORMS": "0"}, "希望する派遣の行がありません。「希望を追加する」で"),
    ],
)
def test_what_is_missing_is_said(client, tanto, trade, changes, sentence):
    row = AddresseeFactory(sent=True)
    answer = client.post(page("addressee_reply", row.pk), typed(trade, **changes))

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    row.refresh_from_db()
    assert row.state == AddresseeState.SENT


def test_a_second_person_sees_the_first_ones_answer(client, tanto, trade):
    row = AddresseeFactory(sent=True)
    client.post(page("addressee_reply", row.pk), typed(trade))
    answer = client.post(page("addressee_reply", row.pk), typed(trade, replied_by="田名部 緑"))

    assert answer.status_code == 422
    assert "回答者の氏名" in [one.label for one in answer.context["form"].differences]
    row.refresh_from_db()
    assert row.replied_by == "藤野 つばさ"


def test_an_answer_before_the_form_was_sent_is_refused(client, tanto, trade):
    row = AddresseeFactory()
    answer = client.post(page("addressee_reply", row.pk), typed(trade), follow=True)

    assert "にはまだ送付していません。" in answer.content.decode()
    client.post(page("addressee_sent", row.pk), {"day": "2025-06-02"})
    client.post(page("addressee_reply", row.pk), typed(trade, version="2"))
    row.refresh_from_db()
    assert (row.state, row.sent_on) == ("replied", date(2025, 6, 2))


def test_declined_is_written_down_and_taken_back(client, tanto):
    row = AddresseeFactory(sent=True)
    client.post(page("addressee_decline", row.pk), {"day": "2025-06-09", "way": "phone"})
    row.refresh_from_db()
    assert (row.state, row.demand, row.typed_by) == ("declined", None, tanto)

    client.post(page("addressee_take_back", row.pk))
    row.refresh_from_db()
    assert (row.state, row.replied_on, row.replied_way) == ("sent", None, "")


def test_an_answer_of_which_something_came_is_not_taken_back(tanto):
    proposal = ProposalFactory()
    candidate = Candidate(family_name="八甲田", given_name="匠", owner=tanto)
    survey_takeup.make_candidate(proposal.pk, candidate, by=tanto)

    with pytest.raises(TransitionDenied, match="取り消せません"):
        survey_replies.take_back(proposal.addressee_id, by=tanto)


@pytest.mark.parametrize("code", ["調査R7-{:05d}", " 調査Ｒ７－{:05d} ", "{}", "R7-{:05d}"])
def test_the_code_leads_to_the_answer(client, tanto, code):
    row = AddresseeFactory(sent=True)
    text = code.format(row.pk)

    assert key_of(text) == row.pk
    answer = client.get(page("reply_find"), {"code": text})
    assert answer.url == page("addressee_reply", row.pk)


def test_an_unknown_code_is_said(client, tanto):
    answer = client.get(page("reply_find"), {"code": "調査R7-99999"})
    assert "この整理番号の調査先はありません。" in answer.content.decode()
