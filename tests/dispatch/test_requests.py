"""派遣依頼 from the form to the page: entry, edit, steps, copy, handing over."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.front.merging import act
from aomori_skills.front.merging.subjects import ORGANIZATIONS
from dispatch.choices import RequestState as R
from dispatch.models import DispatchRequest
from dispatch.rules import REQUEST_WORKFLOW
from dispatch.services import requests
from tests.dispatch.request_situations import TODAY, judged, masters, sent, whole
from tests.factories.meisters import MeisterFactory
from tests.factories.office import OperationFactory, TradeFactory, UserFactory
from tests.factories.requests import FirmFactory, MaterialFactory, RequestFactory, SchoolFactory
from tests.factories.visits import ContactFactory
from tests.page_forms import forms_of

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
    ],
)
def test_what_is_wrong_is_said_and_kept(client, tanto, changes, sentence):
    data = sent(owner=tanto.pk) | changes

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


def test_a_day_of_another_year_stays_outside_when_edited(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10)])
    data = edited(client, row) | {"wished_dates-0-day": "2026-05-01"}

    answer = client.post(edit_url(row), data)

    assert answer.status_code == 422
    assert "令和8年5月1日は令和7年度の日付ではありません。" in answer.content.decode()
    assert whole(row).wished_dates.get().day == date(2025, 9, 10)


def edit_url(row) -> str:
    return reverse("dispatch:request_edit", args=(row.pk,))


def edited(client, row) -> dict:
    """The form of a stored request as the browser has it."""
    form = forms_of(client.get(edit_url(row)).content.decode())[0]
    return {name: values[0] for name, values in form.data.items() if values}


def test_an_edit_is_saved_and_judged_anew(client, tanto):
    row = judged(RequestFactory(days=[date(2025, 9, 10)]))

    answer = client.post(edit_url(row), edited(client, row) | {"sessions_wanted": "30"})

    assert answer.url == row.get_absolute_url()
    after = whole(row)
    assert (after.sessions_wanted, after.version) == (30, row.version + 1)
    assert after.needs_exception
    assert after.holder == "承認者"


def test_two_people_at_one_request_lose_nothing(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10)])
    mine = edited(client, row) | {"content": "墨付けを習いたい"}
    client.post(edit_url(row), edited(client, row) | {"content": "継手を習いたい"})

    answer = client.post(edit_url(row), mine)
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "ほかの職員がこの記録を保存しました。" in page
    assert "継手を習いたい" in page
    assert "墨付けを習いたい" in page
    assert whole(row).content == "継手を習いたい"


def test_rows_that_change_places_are_saved(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10), date(2025, 9, 17)])
    data = edited(client, row)
    days = {"wished_dates-0-day": "2025-09-17", "wished_dates-1-day": "2025-09-10"}

    answer = client.post(edit_url(row), data | days)

    assert answer.status_code == 302
    assert [one.day for one in whole(row).wished_dates.all()] == [
        date(2025, 9, 17),
        date(2025, 9, 10),
    ]


def test_an_ended_request_can_not_be_edited(client, tanto):
    row = RequestFactory(cancelled=True)

    answer = client.get(edit_url(row), follow=True)

    assert "「取消」のため編集できません。" in answer.content.decode()


def step(client, row, name, **data):
    url = reverse("dispatch:request_step", args=(row.pk, name))
    return client.post(url, data, follow=True).content.decode()


def test_adjusting_begins_and_is_taken_back(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10)])

    assert "調整を始めました。" in step(client, row, "adjust", comment="")
    assert whole(row).state == R.ADJUSTING
    assert "受付への戻しの理由" not in step(client, row, "return", comment="日程が変わった")
    after = whole(row)
    assert after.state == R.RECEIVED
    assert [one.label for one in after.steps.all()] == ["調整の開始", "受付への戻し"]


def test_adjusting_waits_for_the_manager_while_a_rule_is_broken(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10)], sessions_wanted=25)

    page = step(client, row, "adjust", comment="")

    assert "年間の指導回数が基準を満たさないため、調整を始められません。" in page
    assert whole(row).state == R.RECEIVED


def test_unknowns_do_not_stop_the_adjusting(client, tanto):
    row = RequestFactory(people=None, hours_each=None, youngest=None, no_other_subsidy="unknown")

    step(client, row, "adjust", comment="")

    assert whole(row).state == R.ADJUSTING


def test_a_cancellation_names_side_and_reason_and_is_undone(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10)])
    url = reverse("dispatch:request_cancel", args=(row.pk,))

    refused = client.post(url, {"side": "", "comment": ""})
    assert refused.status_code == 422
    assert "取消の事由を選択してください。" in refused.content.decode()
    page = client.post(
        url, {"side": "weather", "comment": "大雪で休校になった"}, follow=True
    ).content.decode()

    after = whole(row)
    assert (after.state, after.cancel_side) == (R.CANCELLED, "weather")
    assert "取り消されています（天候・災害）" in page
    assert "天候・災害：大雪で休校になった" in page
    step(client, row, "revive", comment="別の日に行う")
    again = whole(row)
    assert (again.state, again.cancel_side) == (R.RECEIVED, "")


def take(row, name, *, by):
    if name == "cancel":
        return requests.cancel(row.pk, by=by, side="client", comment="理由")
    return requests.take_step(row.pk, name, by=by, comment="理由")


@pytest.mark.parametrize(
    ("name", "state"),
    [
        (one.name, state)
        for one in REQUEST_WORKFLOW.transitions.values()
        for state in R
        if state not in one.sources
    ],
)
def test_every_other_state_refuses(tanto, name, state):
    side = {"cancel_side": "client"} if state == R.CANCELLED else {}
    row = RequestFactory(state=state, days=[date(2025, 9, 10)], **side)

    with pytest.raises(TransitionDenied) as denied:
        take(row, name, by=tanto)

    assert f"現在「{R(state).label}」のため" in str(denied.value)
    assert whole(row).state == state


def test_only_staff_may_write(client):
    masters()
    viewer = UserFactory(etsuran=True)

    with pytest.raises(TransitionDenied):
        requests.register(RequestFactory.build(), by=viewer)


def test_the_owner_hands_over(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10)])
    colleague = UserFactory()
    url = reverse("dispatch:request_hand_over", args=(row.pk,))

    page = client.post(
        url, {"owner": colleague.pk, "comment": "電話は午前に"}, follow=True
    ).content.decode()

    assert whole(row).owner == colleague
    assert f"{colleague}さんに引き継ぎました。" in page
    last = whole(row).steps.last()
    assert (last.label, last.comment) == (
        "担当者の引継ぎ",
        f"{tanto}から{colleague}へ　電話は午前に",
    )
    refused = client.post(url, {"owner": colleague.pk, "comment": ""})
    assert "すでにこの派遣依頼の担当者です。" in refused.content.decode()


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

    answer = client.get(f"{NEW}?copy={earlier.pk}")

    form, (days, materials) = answer.context["form"], answer.context["formsets"]
    new = form.instance
    assert (new.client, new.contact, new.content, new.named_meister) == (
        earlier.client,
        contact,
        "継手の加工",
        earlier.named_meister,
    )
    assert (new.photo_consent, new.pk) == ("unknown", None)
    assert [one.initial["item"] for one in materials] == ["杉角材"]
    assert [one["day"].value() for one in days] == [None]
    assert f"{earlier.number}（{earlier}）から" in answer.content.decode()


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


def test_the_history_tells_who_changed_what(client, tanto):
    row = RequestFactory(days=[date(2025, 9, 10)])
    client.post(edit_url(row), edited(client, row) | {"content": "継手を習いたい"})

    page = client.get(f"{row.get_absolute_url()}?tab=history").content.decode()

    assert "継手を習いたい" in page
    assert "判定日時" not in page
