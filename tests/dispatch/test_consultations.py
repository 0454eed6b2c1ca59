"""相談・援助: entered in one go, edited by two, the next step, taken out, made a request."""

from datetime import date
from io import BytesIO

import pghistory.core
import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.office.models import Organization
from aomori_skills.paperwork.models import DisclosureLog
from dispatch.models import Consultation, DispatchRequest
from dispatch.services import consultations
from tests.dispatch import request_situations
from tests.dispatch.consultation_entry import from_firm, sent
from tests.factories.consultations import ConsultationFactory
from tests.factories.office import OrganizationFactory, TradeFactory, UserFactory
from tests.factories.requests import FirmFactory, RequestFactory

pytestmark = pytest.mark.django_db

TODAY = date(2025, 6, 10)
NEW = reverse("dispatch:consultation_new")


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


def page_of(row, name="detail") -> str:
    return reverse(f"dispatch:consultation_{name}", args=(row.pk,))


def fresh(row) -> Consultation:
    return Consultation.objects.get(pk=row.pk)


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
            "consulted_on",
            {"consulted_on": "2025-06-11"},
            "相談日は明治元年1月25日から令和7年6月10日までの日付を入力してください。",
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


def test_the_next_step_is_done_and_taken_back(client):
    row = ConsultationFactory(next_action="電話する", next_on=TODAY)

    client.post(page_of(row, "finish"), follow=True)
    done_on = fresh(row).next_done_on
    twice = client.post(page_of(row, "finish"), follow=True)
    client.post(page_of(row, "reopen"))

    assert done_on == TODAY
    assert [str(one) for one in twice.context["messages"]] == [
        f"{row}の次の対応は、すでに済んでいます。"
    ]
    assert fresh(row).next_done_on is None


@pytest.mark.parametrize(
    ("act", "values", "sentence"),
    [
        (consultations.finish_action, {}, "には、次の対応が記録されていません。"),
        (
            consultations.reopen_action,
            {"next_action": "電話する"},
            "の次の対応は、済みになっていません。",
        ),
    ],
)
def test_a_step_that_does_not_fit_is_refused(tanto, act, values, sentence):
    row = ConsultationFactory(**values)

    with pytest.raises(TransitionDenied) as refused:
        act(row.pk, by=tanto)

    assert str(refused.value) == f"{row}{sentence}"


def test_its_writer_takes_it_out_on_the_same_day(client, tanto):
    row = ConsultationFactory(author=tanto)

    asked = client.get(page_of(row, "delete"))
    client.post(page_of(row, "delete"))

    assert asked.context["submit_label"] == "削除する"
    assert Consultation.objects.count() == 0
    (event,) = pghistory.core.event_models(tracks_model=Consultation)
    assert event.objects.filter(pgh_obj_id=row.pk, pgh_label="delete").get().question == (
        row.question
    )


def test_a_manager_takes_it_out_on_the_same_day():
    row = ConsultationFactory()

    consultations.delete(row.pk, by=UserFactory(shonin=True))

    assert Consultation.objects.count() == 0


def refusal(row, by) -> str:
    with pytest.raises(TransitionDenied) as refused:
        consultations.delete(row.pk, by=by)
    return str(refused.value)


def test_nobody_else_takes_it_out_and_no_one_later(client, tanto):
    theirs = ConsultationFactory(author=UserFactory(username="tanto2"))
    mine = ConsultationFactory(author=tanto)
    used = ConsultationFactory(author=tanto)
    RequestFactory(consultation=used)

    assert refusal(theirs, tanto) == (
        f"{theirs}を削除できるのは、記録した{theirs.author}さんと承認者だけです。"
    )
    assert refusal(used, tanto) == (
        f"{used}は派遣依頼1件のもとになっているため、削除できません。誤りは編集して直してください。"
    )
    with time_machine.travel(date(2025, 6, 11), tick=False):
        assert refusal(mine, UserFactory(shonin=True)) == (
            f"{mine}を削除できるのは、記録した当日だけです。誤りは編集して直してください。"
        )
    assert Consultation.objects.count() == 3


def test_nobody_writes_without_the_permission():
    reader = UserFactory(etsuran=True)
    row = ConsultationFactory()

    with pytest.raises(TransitionDenied):
        consultations.record(ConsultationFactory.build(), by=reader)
    assert refusal(row, reader) == (
        "相談・援助を記録する権限がありません。担当に依頼してください。"
    )


@pytest.mark.parametrize(
    "values",
    [
        {"organization": None, "person": ""},
        {"people": 0},
        {"next_on": TODAY, "next_action": ""},
        {"next_on": date(2025, 6, 9), "next_action": "電話する"},
        {"next_done_on": TODAY, "next_action": ""},
        {"way": "pigeon"},
        {"theme": "weather"},
    ],
)
def test_the_database_refuses_what_makes_no_sense(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        ConsultationFactory(**values)


def buttons(client, row) -> list[str]:
    context = client.get(page_of(row)).context
    return [context["primary"].label, *(one.label for one in context["others"])]


def test_what_was_promised_comes_first_then_the_request(client, tanto):
    waiting = ConsultationFactory(next_action="電話する", author=tanto)
    bare = ConsultationFactory(organization=None)
    used = RequestFactory(consultation=ConsultationFactory()).consultation

    assert buttons(client, waiting) == [
        "次の対応を済みにする",
        "派遣依頼にする",
        "編集する",
        "相談記録票を印刷する（PDF）",
        "相談を記録する",
        "この記録を削除する",
    ]
    assert buttons(client, bare)[:2] == ["派遣依頼にする", "編集する"]
    assert buttons(client, used)[:2] == ["編集する", "もう1件の派遣依頼にする"]


def test_a_reader_is_offered_nothing(client):
    row = ConsultationFactory(next_action="電話する")
    client.force_login(UserFactory(etsuran=True))

    context = client.get(page_of(row)).context

    assert (context["primary"], context["others"]) == (None, [])


def test_a_talk_becomes_a_request_in_one_step(client, tanto):
    request_situations.masters()
    firm, trade = FirmFactory(), TradeFactory()
    row = ConsultationFactory(organization=firm, trade=trade, theme="trade_test", way="fax")
    url = client.get(page_of(row)).context["primary"].url

    form = client.get(url).context["form"]
    client.post(url, request_situations.sent(client=firm, trade=trade, owner=tanto.pk))

    names = ("client", "trade", "purpose", "received_way", "content")
    assert [form.initial[name] for name in names] == [
        firm.pk,
        trade.pk,
        "trade_test",
        "fax",
        row.question,
    ]
    made = DispatchRequest.objects.get()
    assert made.consultation == row
    shown = client.get(page_of(row), {"tab": "requests"})
    assert shown.context["requests"] == [made]
    assert made.number in shown.content.decode()


def test_the_history_tells_both_texts(client):
    row = ConsultationFactory(answer="はじめの回答")
    client.post(page_of(row, "edit"), from_firm(place=row.organization, answer="直した回答"))

    newest = client.get(page_of(row), {"tab": "history"}).context["entries"][0]

    assert ("回答・援助の内容", "はじめの回答", "直した回答") in [
        (one.label, one.before, one.after) for one in newest.changes
    ]


def test_the_sheet_is_one_page_and_goes_on_record(client, tanto):
    row = ConsultationFactory(
        question="相談の内容の文です。" * 50,
        answer="回答の文です。" * 70,
        next_action="派遣依頼書の用紙を送る",
        next_on=date(2025, 6, 12),
        phone="017-700-0001",
    )

    answer = client.post(page_of(row, "sheet"))

    pages = PdfReader(BytesIO(b"".join(answer))).pages
    text = pages[0].extract_text().replace(" ", "").replace("\n", "")
    assert len(pages) == 1
    for words in ("相談記録票", "藤野つばさ", "017-700-0001", "派遣依頼書の用紙を送る", "1人"):
        assert words in text
    log = DisclosureLog.objects.get()
    assert (log.by, log.what, log.count) == (tanto, f"相談記録票 {row}", 1)
