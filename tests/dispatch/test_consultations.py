"""相談・援助: entered in one go, edited by two."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from aomori_skills.office.models import Organization
from dispatch.models import Consultation
from tests.dispatch.consultation_entry import fresh, from_firm, page_of, sent
from tests.factories.consultations import ConsultationFactory
from tests.factories.office import OrganizationFactory, TradeFactory, UserFactory

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 10)
NEW = reverse("dispatch:consultation_new")


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


def test_a_new_form_knows_the_day_and_the_organization_of_the_link(client):
    place = OrganizationFactory()

    form = client.get(NEW, {"organization": place.pk}).context["form"]

    assert (form.initial["consulted_on"], form.initial["organization"]) == (TODAY, place.pk)


def test_a_talk_is_recorded_by_who_is_signed_in(client, tanto):
    trade = TradeFactory()

    answer = client.post(NEW, from_firm(trade=trade.pk, next_action="電話する", next_on="R7.6.12"))

    row = Consultation.objects.get()
    assert answer.url == row.get_absolute_url()
    assert (row.author, row.people, row.trade) == (tanto, 2, trade)
    assert (row.consulted_on, row.next_on, row.next_done_on) == (TODAY, date(2025, 6, 12), None)


def test_the_next_talk_is_entered_on_the_same_day(client):
    answer = client.post(NEW, from_firm(consulted_on="2025-06-03", _next="1"))

    row = Consultation.objects.get()
    assert answer.url == f"{NEW}?after={row.pk}"
    form = client.get(answer.url).context["form"]
    assert (form.initial["consulted_on"], form.initial["organization"]) == (date(2025, 6, 3), None)


def test_a_double_click_records_once(client):
    once = from_firm()

    client.post(NEW, once)
    client.post(NEW, once)

    assert Consultation.objects.count() == 1


def test_an_organization_that_nobody_knows_is_registered_with_the_talk(client):
    client.post(NEW, sent(new_place="株式会社新顔工務店", person=""))

    assert Consultation.objects.get().organization.name == "株式会社新顔工務店"
    assert Organization.objects.filter(name="株式会社新顔工務店").count() == 1


def test_the_name_of_a_known_organization_makes_no_second_one(client):
    known = OrganizationFactory(name="株式会社りんご園")

    client.post(NEW, sent(new_place="（株）りんご園".replace("（株）", "株式会社 ")))

    assert Consultation.objects.get().organization == known


def test_somebody_without_an_organization_may_ask(client):
    client.post(NEW, sent(person="板柳 さくら"))

    assert str(Consultation.objects.get()) == "板柳 さくら（R7.6.10の相談）"


@pytest.mark.parametrize(
    ("field", "more", "sentence"),
    [
        ("organization", {"person": ""}, "相談者の所属か氏名のどちらかを入力してください。"),
        ("people", {"people": "0"}, "相談者の人数は1以上の数字で入力してください。"),
        ("people", {"people": ""}, "相談者の人数を入力してください。"),
        ("theme", {"theme": ""}, "相談の種別を選択してください。"),
        ("question", {"question": "　"}, "相談の内容を入力してください。"),
        (
            "question",
            {"question": "あ" * 3001},
            "相談の内容は3,000文字以内で入力してください（現在3,001文字）。",
        ),
        (
            "next_action",
            {"next_on": "2025-06-12"},
            "期日を入力したときは、次の対応も入力してください。",
        ),
        (
            "next_on",
            {"next_action": "電話する", "next_on": "2025-06-09"},
            "次の対応の期日は、相談日以後の日付を入力してください。",
        ),
        (
            "next_on",
            {"next_action": "電話する", "next_on": "2025-06-14"},
            "令和7年6月14日は休業日（土曜日）です。この日でよければ、もう一度保存してください。",
        ),
        (
            "phone",
            {"phone": "017-999-12"},
            "連絡先の電話番号は「017-123-4567」のように市外局番から入力してください。",
        ),
        (
            "consulted_on",
            {"consulted_on": "2025-06-11"},
            "相談日は今日以前の日付を入力してください。",
        ),
    ],
)
def test_what_can_not_be_recorded_is_said_at_its_field(client, field, more, sentence):
    answer = client.post(NEW, sent(**more))

    assert answer.status_code == 422
    assert answer.context["form"].errors == {field: [sentence]}
    assert Consultation.objects.count() == 0


def test_a_chosen_and_a_typed_organization_are_one_too_many(client):
    answer = client.post(NEW, from_firm(new_place="株式会社新顔"))

    assert answer.context["form"].errors == {
        "new_place": [
            "相談者の所属は、一覧から選択するか、名称を入力するか、どちらか一方にしてください。"
        ]
    }


def test_the_second_saver_sees_both_texts(client):
    row = ConsultationFactory(answer="はじめの回答")
    form = client.get(page_of(row, "edit")).context["form"]
    read = {"version": row.version, "as_read": form.fields["as_read"].initial}
    first = from_firm(place=row.organization, trade=row.trade_id, people="1", answer="先の人")
    client.post(page_of(row, "edit"), first | read)

    second = from_firm(place=row.organization, trade=row.trade_id, people="1", answer="後の人")
    answer = client.post(page_of(row, "edit"), second | read)

    differences = answer.context["form"].differences
    assert [(one.label, one.theirs, one.yours) for one in differences] == [
        ("回答・援助の内容", "先の人", "後の人")
    ]
    assert fresh(row).answer == "先の人"


def test_a_next_step_that_is_taken_out_is_not_done_either(client):
    row = ConsultationFactory(next_action="電話する", next_done_on=TODAY)

    client.post(page_of(row, "edit"), from_firm(place=row.organization, version=row.version))

    assert (fresh(row).next_action, fresh(row).next_done_on) == ("", None)


def test_a_talk_is_not_moved_behind_what_followed_it(client):
    row = ConsultationFactory(
        consulted_on=date(2025, 6, 2), next_action="電話する", next_done_on=date(2025, 6, 4)
    )

    answer = client.post(
        page_of(row, "edit"), from_firm(next_action="電話する", consulted_on="2025-06-05")
    )

    assert answer.context["form"].errors == {
        "consulted_on": [
            "次の対応は令和7年6月4日に済んでいます。相談日はその日以前の日付を入力してください。"
        ]
    }
