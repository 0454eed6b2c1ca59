"""A request that comes from a consultation or from a wish of the survey: carried over, linked."""

import pytest
import time_machine
from django.urls import reverse

from dispatch.models import DispatchRequest
from tests.dispatch.request_situations import TODAY, masters, sent
from tests.factories.consultations import ConsultationFactory
from tests.factories.office import UserFactory
from tests.factories.requests import FirmFactory, RequestFactory
from tests.factories.surveys import WishFactory
from tests.factories.visits import ContactFactory

pytestmark = pytest.mark.django_db
NEW = reverse("dispatch:request_new")


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        masters()
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


def test_a_wish_brings_what_it_says(client):
    wish = WishFactory()

    new = client.get(f"{NEW}?wish={wish.pk}").context["form"].instance

    assert (new.client, new.trade, new.kind, new.people, new.sessions_wanted) == (
        wish.addressee.organization,
        wish.trade,
        "practical_firm",
        6,
        3,
    )
    assert (new.content, new.received_way) == ("墨付けの指導\n希望時期：10月ごろ", "fax")


def test_the_request_keeps_its_wish_and_the_wish_shows_it(client, tanto):
    wish = WishFactory()
    data = sent(owner=tanto.pk, client=wish.addressee.organization, trade=wish.trade)

    client.post(f"{NEW}?wish={wish.pk}", data)

    row = DispatchRequest.objects.get()
    assert (row.wish, type(wish).objects.get().request) == (wish, row)
    page = client.get(row.get_absolute_url()).content.decode()
    assert wish.addressee.get_absolute_url() in page
    again = client.get(f"{NEW}?wish={wish.pk}", follow=False)
    assert again.url == row.get_absolute_url()


def test_a_dropped_wish_becomes_no_request(client, tanto):
    wish = WishFactory(dropped_on=TODAY, drop_reason="時期が合わない")

    answer = client.post(f"{NEW}?wish={wish.pk}", sent(owner=tanto.pk))

    assert answer.status_code == 422
    assert "この希望は見送りになっています。" in answer.content.decode()
    assert DispatchRequest.objects.count() == 0


def test_a_consultation_brings_what_it_says(client):
    asked = ConsultationFactory(organization=FirmFactory(), theme="trade_test")
    contact = ContactFactory(organization=asked.organization, name=asked.person)

    new = client.get(f"{NEW}?consultation={asked.pk}").context["form"].instance

    assert (new.client, new.contact, new.trade, new.kind) == (
        asked.organization,
        contact,
        asked.trade,
        "practical_firm",
    )
    assert (new.content, new.received_way, new.purpose) == ("", "phone", "trade_test")


def test_who_asked_becomes_a_contact_of_the_client(client, tanto):
    asked = ConsultationFactory(organization=FirmFactory(), person="藤野 翠", phone="017-000-0009")
    url = f"{NEW}?consultation={asked.pk}"
    initial = client.get(url).context["form"].initial
    typed = {"contact_name": "藤野 翠", "contact_phone": "017-000-0009"}
    assert {name: initial[name] for name in typed} == typed

    data = sent(owner=tanto.pk, client=asked.organization) | typed | {"contact_title": "総務課長"}
    client.post(url, data)
    client.post(url, data)

    contact = asked.organization.contacts.get()
    assert (str(contact), contact.phone) == ("総務課長 藤野 翠", "017-000-0009")
    assert {row.contact for row in DispatchRequest.objects.all()} == {contact}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"contact_title": "総務課長"}, "氏名も入力してください。"),
        ({"contact_phone": "017-000-0009"}, "氏名も入力してください。"),
        ({"contact_name": "藤野 翠", "contact": "known"}, "担当者を選択したときは、"),
    ],
)
def test_a_new_contact_is_typed_whole_and_alone(client, tanto, typed, sentence):
    firm = FirmFactory()
    known = ContactFactory(organization=firm)
    if "contact" in typed:
        typed = typed | {"contact": known.pk}

    answer = client.post(NEW, sent(owner=tanto.pk, client=firm) | typed)

    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors["contact_name"][0]
    assert firm.contacts.get() == known


def test_a_request_over_a_limit_is_said_to_wait_for_an_exception(client, tanto):
    over = client.post(NEW, sent(owner=tanto.pk, sessions_wanted="99"), follow=True)
    within = client.post(NEW, sent(owner=tanto.pk), follow=True)

    assert "先に承認者に例外の判断を依頼してください。" in over.content.decode()
    assert "「調整を始める」を選んでください。" in within.content.decode()


def test_a_consultation_of_a_person_alone_brings_the_rest(client):
    asked = ConsultationFactory(organization=None, trade=None, theme="other", way="online")

    answer = client.get(f"{NEW}?consultation={asked.pk}")

    assert answer.status_code == 200
    assert answer.context["form"].instance.content == ""
    assert asked.question not in answer.content.decode()
    assert answer.context["source"] == (
        f"{asked}（相談の内容は写していません。"
        "「希望する指導の内容」は、依頼状や通知に載る言葉で入力してください）"
    )


def test_the_request_keeps_its_consultation(client, tanto):
    asked = ConsultationFactory(organization=FirmFactory(), theme="trade_test")

    client.post(f"{NEW}?consultation={asked.pk}", sent(owner=tanto.pk, client=asked.organization))

    row = DispatchRequest.objects.get()
    assert list(asked.requests.all()) == [row]
    assert asked.get_absolute_url() in client.get(row.get_absolute_url()).content.decode()


@pytest.mark.parametrize("query", ["?wish=0", "?consultation=999999", "?copy=x", "?client="])
def test_an_address_that_names_nothing_is_an_empty_form(client, query):
    answer = client.get(NEW + query)

    assert answer.status_code == 200
    assert not answer.context["source"]


def test_a_client_in_the_address_is_chosen(client):
    firm = FirmFactory(kind="support_station")

    new = client.get(f"{NEW}?client={firm.pk}").context["form"].instance

    assert (new.client, new.kind) == (firm, "appeal_station")


def test_an_unknown_client_page_is_not_found(client):
    RequestFactory()

    assert client.get(reverse("dispatch:client_requests", args=(999_999,))).status_code == 404
