"""訪問記録: entered, with what can't be taken said at its field; two people at one record."""

from datetime import date, time
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.office.models import Organization
from meisters.models import Visit
from tests.factories.office import (
    OrganizationFactory,
    TradeFactory,
    UserFactory,
)
from tests.factories.visits import ContactFactory, VisitFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 8, 20)
NO_PEOPLE = {"people-TOTAL_FORMS": "0", "people-INITIAL_FORMS": "0"}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def entry(user, **more):
    return {
        "visited_on": "R7.8.19",
        "way": "visit",
        "staff": [user.pk],
        "form_token": str(uuid4()),
        **NO_PEOPLE,
        **more,
    }


def people(*rows):
    sent = {"people-TOTAL_FORMS": str(len(rows)), "people-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        for name, value in ({"contact": "", "title": "", "name": ""} | row).items():
            sent[f"people-{number}-{name}"] = value
    return sent


def test_day_place_and_staff_make_a_visit(client, tanto):
    place = OrganizationFactory()

    answer = client.post(reverse("meisters:visit_create"), entry(tanto, organization=place.pk))

    visit = Visit.objects.get()
    assert answer.url == visit.get_absolute_url()
    assert (visit.organization, visit.visited_on, visit.author) == (place, date(2025, 8, 19), tanto)
    assert list(visit.staff.all()) == [tanto]


def test_everything_about_the_visit_is_kept(client, tanto):
    contact = ContactFactory()
    other, trades = UserFactory(username="tanto2"), [TradeFactory(), TradeFactory(name="左官")]
    sent = entry(
        tanto,
        organization=contact.organization_id,
        starts_at="13:30",
        ends_at="15:00",
        staff=[tanto.pk, other.pk],
        trades=[trade.pk for trade in trades],
        explained=["purpose", "criteria"],
        outcome="positive",
        next_action="資料を送る",
        next_on="2025-09-01",
        **people({"contact": contact.pk}, {"title": "職長", "name": "青森 一郎"}),
    )

    client.post(reverse("meisters:visit_create"), sent)

    visit = Visit.objects.get()
    assert (visit.starts_at, visit.ends_at, visit.hours) == (time(13, 30), time(15), "13:30～15:00")
    assert set(visit.staff.all()) == {tanto, other}
    assert set(visit.trades.all()) == set(trades)
    assert visit.explained_words == "制度の趣旨、認定の要件"
    assert (visit.next_action, visit.next_on) == ("資料を送る", date(2025, 9, 1))
    assert [str(person) for person in visit.people.all()] == [
        "総務部長 藤野 つばさ",
        "職長 青森 一郎",
    ]


def test_a_place_that_nobody_knows_is_registered_by_the_way(client, tanto):
    sent = entry(tanto, new_place="ねぶた組合", new_place_kind="trade_body")

    client.post(reverse("meisters:visit_create"), sent)

    place = Organization.objects.get()
    assert (place.name, place.kind, place.prefecture) == ("ねぶた組合", "trade_body", "青森県")
    assert Visit.objects.get().organization == place


def test_a_place_known_under_another_writing_is_taken(client, tanto):
    place = OrganizationFactory(name="株式会社ねぶた工業")

    client.post(reverse("meisters:visit_create"), entry(tanto, new_place="㈱ねぶた工業"))

    assert Visit.objects.get().organization == place
    assert Organization.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "more", "sentence"),
    [
        (
            "organization",
            {"organization": ""},
            "訪問先を選択するか、一覧にない訪問先の名称を入力してください。",
        ),
        (
            "new_place",
            {"new_place": "ねぶた組合"},
            "訪問先は、一覧から選択するか、名称を入力するか、どちらか一方にしてください。",
        ),
        ("visited_on", {"visited_on": ""}, "訪問日を入力してください。"),
        ("staff", {"staff": []}, "訪問した職員を選択してください。"),
        ("starts_at", {"starts_at": "25:00"}, "開始時刻は「13:30」の形で入力してください。"),
        (
            "starts_at",
            {"ends_at": "15:00"},
            "終了時刻だけでなく、開始時刻も入力してください。",
        ),
        (
            "ends_at",
            {"starts_at": "15:00", "ends_at": "14:00"},
            "終了時刻は開始時刻より後の時刻を入力してください。",
        ),
        (
            "next_action",
            {"next_on": "2025-09-01"},
            "期日を入れるときは、次の対応も入力してください。",
        ),
        (
            "next_on",
            {"next_action": "電話する", "next_on": "2025-08-18"},
            "次の対応の期日は、訪問日以後の日付を入力してください。",
        ),
        (
            "content",
            {"content": "あ" * 3001},
            "内容は3,000文字以内で入力してください（現在3,001文字）。",
        ),
    ],
)
def test_what_can_not_be_recorded_is_said_at_its_field(client, tanto, field, more, sentence):
    sent = entry(tanto, organization=OrganizationFactory().pk) | more

    answer = client.post(reverse("meisters:visit_create"), sent)

    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [sentence]
    assert Visit.objects.count() == 0


def test_a_closed_day_is_pointed_out_before_it_is_promised(client, tanto):
    sent = entry(tanto, next_action="電話する", next_on="2025-09-23")
    sent |= {"organization": OrganizationFactory().pk}

    answer = client.post(reverse("meisters:visit_create"), sent)

    assert answer.context["form"].errors["next_on"] == [
        "令和7年9月23日は休業日（秋分の日）です。この日でよければ、もう一度保存してください。"
    ]
    again = sent | {"form_token": str(uuid4()), "closed_seen": "2025-09-23"}
    client.post(reverse("meisters:visit_create"), again)
    assert Visit.objects.get().next_on == date(2025, 9, 23)


def test_a_visit_lies_in_the_past(client, tanto):
    sent = entry(tanto, organization=OrganizationFactory().pk, visited_on="2025-08-21")

    answer = client.post(reverse("meisters:visit_create"), sent)

    assert list(answer.context["form"].errors) == ["visited_on"]


def test_a_contact_of_another_place_is_refused(client, tanto):
    contact = ContactFactory()
    sent = entry(tanto, organization=OrganizationFactory().pk, **people({"contact": contact.pk}))

    answer = client.post(reverse("meisters:visit_create"), sent)

    (rows,) = answer.context["formsets"]
    assert answer.status_code == 422
    assert list(rows.forms[0].errors) == ["contact"]
    assert Visit.objects.count() == 0


def test_a_second_click_records_no_second_visit(client, tanto):
    sent = entry(tanto, organization=OrganizationFactory().pk)

    first = client.post(reverse("meisters:visit_create"), sent)
    second = client.post(reverse("meisters:visit_create"), sent)

    assert (second.url, Visit.objects.count()) == (first.url, 1)


def test_two_people_at_one_record_lose_nothing(client, tanto):
    visit = VisitFactory()
    url = reverse("meisters:visit_edit", args=(visit.pk,))
    form = client.get(url).context["form"]
    sent = entry(
        tanto,
        organization=visit.organization_id,
        content="私の文",
        version=form.initial["version"] if "version" in form.initial else form["version"].value(),
        as_read=form["as_read"].value(),
    )
    visit.content = "ほかの人の文"
    visit.save_version()

    refused = client.post(url, sent)

    (difference,) = [one for one in refused.context["form"].differences if one.label == "内容"]
    assert (difference.theirs, difference.yours) == ("ほかの人の文", "私の文")


def test_the_box_of_contacts_offers_those_of_the_place(client, tanto):
    here, elsewhere = ContactFactory(), ContactFactory()
    ContactFactory(organization=here.organization, ends_on=date(2025, 3, 31))
    url = reverse("meisters:visit_contacts")

    found = client.get(url, {"q": "", "organization": here.organization_id}).json()
    nothing = client.get(url, {"q": "", "organization": "x"}).json()

    assert found == {"results": [{"value": here.pk, "text": "総務部長 藤野 つばさ"}]}
    assert nothing == {"results": []}
    assert elsewhere.pk
