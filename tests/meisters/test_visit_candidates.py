"""訪問記録: the people met become candidates without being typed again."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from meisters.models import Candidate, Visit
from tests.factories.meisters import CandidateFactory
from tests.factories.office import OrganizationFactory, TradeFactory, UserFactory
from tests.factories.visits import ContactFactory, VisitFactory

pytestmark = pytest.mark.django_db

NAMES = ("family_name", "given_name", "family_kana", "given_kana")
REST = {"employment": "employed"}

TODAY = date(2025, 8, 20)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def test_a_candidate_comes_from_the_visit_in_one_step(client, tanto):
    visit = VisitFactory(explained=["purpose"])
    visit.trades.set([TradeFactory()])
    url = f"{reverse('meisters:candidate_create')}?visit={visit.pk}"

    form = client.get(url).context["form"]
    initial = {name: form[name].value() for name in ("met_on", "met_at", "employer", "trade")}
    names = {"family_name": "岩木", "given_name": "太郎"}
    names |= {"family_kana": "イワキ", "given_kana": "タロウ"}
    client.post(
        url,
        {**names, "employment": "employed", "owner": tanto.pk, "form_token": str(uuid4())},
    )

    candidate = Candidate.objects.get()
    page = client.get(candidate.get_absolute_url()).content.decode()
    assert initial == {
        "met_on": visit.visited_on,
        "met_at": visit.organization_id,
        "employer": visit.organization_id,
        "trade": visit.trades.get().pk,
    }
    assert form["explained_on"].value() == visit.visited_on
    assert candidate.visit == visit
    assert visit.get_absolute_url() in page


def test_who_was_met_becomes_a_candidate_without_being_typed_again(client, tanto):
    contact = ContactFactory()
    visit = VisitFactory(organization=contact.organization)
    visit.trades.set([TradeFactory()])
    other = visit.people.create(title="職長", name="青森")
    person = visit.people.create(contact=contact, title="部長", name="藤野　つばさ")
    url = f"{reverse('meisters:candidate_create')}?visit={visit.pk}&person={person.pk}"
    before = client.get(visit.get_absolute_url()).content.decode()

    form = client.get(url).context["form"]
    typed = {name: form[name].value() or "" for name in (*NAMES, "position", "employer", "trade")}
    client.post(url, {**typed, **REST, "owner": tanto.pk, "form_token": str(uuid4())})

    candidate, kept = Candidate.objects.get(), visit.people.get(pk=person.pk)
    after = client.get(visit.get_absolute_url()).content.decode()
    assert typed == {
        "family_name": "藤野",
        "given_name": "つばさ",
        "family_kana": "フジノ",
        "given_kana": "ツバサ",
        "position": "部長",
        "employer": visit.organization_id,
        "trade": visit.trades.get().pk,
    }
    assert (kept.candidate, candidate.visit) == (candidate, visit)
    assert (before.count("この人を候補者にする"), before.count("候補者として登録済み")) == (2, 0)
    assert (after.count("この人を候補者にする"), after.count("候補者として登録済み")) == (1, 1)
    assert f"person={other.pk}" in after
    assert client.get(url).url == candidate.get_absolute_url()


def test_who_was_met_becomes_one_candidate(client, tanto):
    visit = VisitFactory()
    known = CandidateFactory(visit=visit)
    person = visit.people.create(name="岩木 太郎", candidate=known)
    names = {"family_name": "岩木", "given_name": "太郎"}
    names |= {"family_kana": "イワキ", "given_kana": "タロウ"}
    url = f"{reverse('meisters:candidate_create')}?visit={visit.pk}&person={person.pk}"

    answer = client.post(url, {**names, **REST, "owner": tanto.pk, "form_token": str(uuid4())})

    assert answer.context["form"].non_field_errors() == [
        f"岩木 太郎さんは、すでに候補者{known}さんとして登録されています。"
        "訪問記録から候補者を開いてください。"
    ]
    assert Candidate.objects.count() == 1


@pytest.mark.parametrize(("typed", "stays"), [("岩木　太郎", True), ("青森 花子", False)])
def test_who_is_typed_over_a_candidate_is_none_yet(client, tanto, typed, stays):
    visit = VisitFactory(author=tanto)
    known = CandidateFactory(visit=visit)
    person = visit.people.create(name="岩木 太郎", candidate=known)
    sent = {"people-TOTAL_FORMS": "1", "people-INITIAL_FORMS": "1", "people-0-id": person.pk}
    sent |= {"people-0-name": typed, "people-0-title": "職長", "version": visit.version}
    sent |= {"visited_on": "R7.6.10", "way": "visit", "staff": [tanto.pk]}
    sent |= {"organization": visit.organization_id, "form_token": str(uuid4())}

    client.post(reverse("meisters:visit_edit", args=(visit.pk,)), sent)

    person.refresh_from_db()
    assert (person.name, person.title) == (typed, "職長")
    assert person.candidate == (known if stays else None)


def test_a_person_of_another_visit_is_not_taken(client, tanto):
    person = VisitFactory().people.create(name="岩木 太郎")
    url = reverse("meisters:candidate_create")

    page = client.get(url, {"visit": VisitFactory().pk, "person": person.pk})

    assert page.context["form"]["family_name"].value() == ""


@pytest.mark.parametrize(("met", "named"), [(1, True), (2, False)])
def test_saving_leads_on_to_the_only_person_met(client, tanto, met, named):
    rows = [{"name": f"岩木 {number}郎"} for number in range(met)]
    sent = {f"people-{number}-name": row["name"] for number, row in enumerate(rows)}
    sent |= {"people-TOTAL_FORMS": str(met), "people-INITIAL_FORMS": "0", "_next": "1"}
    sent |= {"visited_on": "R7.8.19", "way": "visit", "staff": [tanto.pk]}
    sent |= {"organization": OrganizationFactory().pk, "form_token": str(uuid4())}

    answer = client.post(reverse("meisters:visit_create"), sent)

    visit = Visit.objects.get()
    person = f"&person={visit.people.first().pk}" if named else ""
    assert answer.url == f"{reverse('meisters:candidate_create')}?visit={visit.pk}{person}"


def test_who_was_met_at_a_trade_body_does_not_work_there(client, tanto):
    visit = VisitFactory(organization__kind="trade_body")
    url = f"{reverse('meisters:candidate_create')}?visit={visit.pk}"

    form = client.get(url).context["form"]

    assert (form["met_at"].value(), form["employer"].value()) == (visit.organization_id, None)


def test_a_contact_with_a_candidate_is_noted_between_the_steps(client, tanto):
    candidate = CandidateFactory(owner=tanto, next_contact_on=TODAY)
    url = reverse("meisters:candidate_contact", args=(candidate.pk,))

    refused = client.post(url, {"note": "", "next_contact_on": "2025-08-19"})
    client.post(url, {"note": "電話した。来週返事がある。", "next_contact_on": "2025-08-27"})

    candidate.refresh_from_db()
    step = candidate.steps.get()
    assert set(refused.context["form"].errors) == {"note", "next_contact_on"}
    assert (candidate.next_contact_on, candidate.state) == (date(2025, 8, 27), "open")
    assert (step.label, step.comment, step.by) == ("連絡", "電話した。来週返事がある。", tanto)
