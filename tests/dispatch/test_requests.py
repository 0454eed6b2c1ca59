"""派遣依頼 from the form to the page: entry, copy, the client's requests."""

import re
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.front.merging import act
from aomori_skills.front.merging.subjects import ORGANIZATIONS
from dispatch.choices import RequestState as R
from dispatch.models import DispatchRequest
from tests.dispatch.request_situations import TODAY, masters, sent, whole
from tests.factories.meisters import MeisterFactory
from tests.factories.office import OperationFactory, TradeFactory, UserFactory
from tests.factories.requests import FirmFactory, MaterialFactory, RequestFactory, SchoolFactory
from tests.factories.visits import ContactFactory

pytestmark = pytest.mark.django_db
NEW = reverse("dispatch:request_new")


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    masters()
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


def only() -> DispatchRequest:
    return DispatchRequest.objects.whole().get()


def test_a_request_is_entered_with_its_rows(client, tanto):
    answer = client.post(NEW, sent(owner=tanto.pk))

    row = only()
    assert answer.url == row.get_absolute_url()
    assert (row.number, row.fiscal_year, row.state) == ("派R7-001", 2025, R.RECEIVED)
    assert [day.day for day in row.wished_dates.all()] == [date(2025, 9, 10)]
    assert [str(one) for one in row.materials.all()] == ["杉角材"]
    assert (row.author, row.owner) == (tanto, tanto)
    assert [step.label for step in row.steps.all()] == ["登録"]
    assert row.deadline_on == date(2025, 8, 11)
    assert row.judged_year == 2025
    assert {one["rule"] for one in row.verdicts} >= {"deadline", "sessions", "subsidy"}


@pytest.mark.parametrize(("place", "told"), [("", "依頼元の所在地"), ("第2工場", "第2工場")])
def test_the_page_says_where_it_is_held(client, tanto, place, told):
    page = client.get(RequestFactory(place=place).get_absolute_url()).content.decode()
    found = re.search(r"<dt>実施場所</dt>\s*<dd>\s*(.*?)\s*</dd>", page)
    assert found.group(1) == told


def test_the_page_says_what_was_done(client, tanto):
    page = client.post(NEW, sent(owner=tanto.pk), follow=True).content.decode()

    assert "の派遣依頼を派R7-001として登録しました。" in page
    assert "あと62日" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"client": ""}, "依頼元を選択してください。"),
        ({"trade": ""}, "職種を選択してください。"),
        ({"received_on": ""}, "受付日を入力してください。"),
        ({"youngest": "30", "oldest": "20"}, "最年長は最年少以上の年齢を入力してください。"),
        ({"oldest": "abc"}, "最年長（歳）は「20」のように数字だけで入力してください。"),
        ({"hours_each": "13"}, "1回の時間は12以下の数字で入力してください。"),
        ({"people": "0"}, "受講者数は1以上の数字で入力してください。"),
        ({"wished_dates-0-starts_at": "13:00"}, "開始時刻と終了時刻は、両方を入力してください。"),
        (
            {"wished_dates-0-starts_at": "13:00", "wished_dates-0-ends_at": "12:00"},
            "終了時刻は開始時刻より後の時刻を入力してください。",
        ),
        (
            {"wished_dates-TOTAL_FORMS": "2", "wished_dates-1-day": "2025-09-10"},
            "同じ希望日が重複しています。どちらかの行を削除してください。",
        ),
        (
            {"wished_dates-TOTAL_FORMS": "2", "wished_dates-1-day": "2026-04-01"},
            "希望日の令和8年4月1日は令和7年度の日付ではありません。"
            "年度をまたぐ派遣は、年度ごとに別の派遣依頼として登録してください。",
        ),
        ({"materials-0-quantity": ""}, "数量を入力してください。"),
        (
            {"people": "5", "further": (4, 2)},
            "職種の人数の合計が受講者数を超えています（ほかの職種だけで6人）。",
        ),
    ],
)
def test_what_is_wrong_is_said_and_kept(client, tanto, changes, sentence):
    changes = dict(changes)
    further = changes.pop("further", ())
    data = sent(owner=tanto.pk) | changes | {"further_trades-TOTAL_FORMS": len(further)}
    for place, people in enumerate(further):
        data[f"further_trades-{place}-trade"] = TradeFactory(name=f"職種{place}").pk
        data[f"further_trades-{place}-people"] = people

    answer = client.post(NEW, data)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert DispatchRequest.objects.count() == 0


def test_a_contact_of_another_client_is_refused(client, tanto):
    stranger = ContactFactory()

    answer = client.post(NEW, sent(owner=tanto.pk, contact=stranger.pk))

    assert answer.status_code == 422
    assert "の担当者から選択してください。" in answer.content.decode()


def test_the_operation_belongs_to_the_trade(client, tanto):
    other = OperationFactory(trade=TradeFactory(name="左官"), name="左官作業")

    answer = client.post(NEW, sent(owner=tanto.pk, operation=other.pk))

    assert answer.status_code == 422
    assert "作業は、建築大工の作業から選択してください。" in answer.content.decode()


def test_a_second_sending_of_the_form_registers_nothing(client, tanto):
    data = sent(owner=tanto.pk) | {"form_token": "6f1f3f4e-1111-4a4a-8888-000000000001"}

    first, second = client.post(NEW, data), client.post(NEW, data)

    assert DispatchRequest.objects.count() == 1
    assert first.url == second.url


def test_the_year_is_that_of_the_wished_day_or_as_chosen(client, tanto):
    client.post(NEW, sent(owner=tanto.pk) | {"wished_dates-0-day": "2026-04-20"})
    client.post(NEW, sent(owner=tanto.pk) | {"wished_dates-0-day": "", "fiscal_year": "2026"})
    client.post(NEW, sent(owner=tanto.pk) | {"wished_dates-0-day": ""})

    numbers = [row.number for row in DispatchRequest.objects.order_by("pk")]
    assert numbers == ["派R8-001", "派R8-002", "派R7-001"]


def test_a_copy_brings_the_content_without_days_and_declarations(client, tanto):
    contact = ContactFactory(organization=SchoolFactory())
    earlier = RequestFactory(
        school=True,
        client=contact.organization,
        contact=contact,
        content="継手の加工",
        named_meister=MeisterFactory(),
        days=[date(2025, 9, 10)],
    )
    MaterialFactory(request=earlier)
    other = TradeFactory(name="左官")
    earlier.further_trades.create(trade=other, people=20)

    answer = client.get(f"{NEW}?copy={earlier.pk}")

    form, (trades, days, materials) = answer.context["form"], answer.context["formsets"]
    new = form.instance
    assert (new.client, new.contact, new.content, new.named_meister) == (
        earlier.client,
        contact,
        "継手の加工",
        earlier.named_meister,
    )
    assert (new.photo_consent, new.pk) == ("unknown", None)
    assert [one.initial["item"] for one in materials] == ["杉角材"]
    assert [(one.initial["trade"], one.initial["people"]) for one in trades] == [(other.pk, 20)]
    assert [one["day"].value() for one in days] == [None]
    told = f"{earlier.number}（{earlier.client}（{earlier.trade}ほか1職種））から"
    assert told in answer.content.decode()


def test_the_people_and_departments_of_the_client_are_offered(client, tanto):
    contact = ContactFactory()
    contact.organization.departments.create(name="建築科")
    ContactFactory(name="よその 人")
    found = {
        name: client.get(
            reverse(f"dispatch:request_{name}"), {"client": contact.organization_id}
        ).json()["results"]
        for name in ("contacts", "departments")
    }

    assert [one["text"] for one in found["contacts"]] == ["総務部長 藤野 つばさ"]
    assert [one["text"] for one in found["departments"]] == ["建築科"]
    assert client.get(reverse("dispatch:request_contacts")).json() == {"results": []}


def test_the_client_leads_to_its_requests(client, tanto):
    firm = FirmFactory()
    RequestFactory(client=firm, fiscal_year=2024)
    RequestFactory()

    answer = client.get(reverse("dispatch:client_requests", args=(firm.pk,)), follow=True)

    assert [row.record.client for row in answer.context["table"].rows] == [firm]


def test_a_merged_client_brings_its_requests(tanto):
    kept, lost = FirmFactory(), FirmFactory()
    row = RequestFactory(client=lost, days=[date(2025, 9, 10)])

    act.merge(ORGANIZATIONS, kept.pk, lost.pk, by=tanto, reason="二重登録", chosen={})

    assert whole(row).client == kept
