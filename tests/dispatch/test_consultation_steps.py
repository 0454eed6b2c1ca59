"""相談・援助 once recorded: the next step, taken out, made a request, printed."""

from datetime import date
from io import BytesIO

import pghistory.core
import pytest
import time_machine
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.models import DisclosureLog
from dispatch.models import Consultation, DispatchRequest
from dispatch.services import consultations
from tests.dispatch import request_situations
from tests.dispatch.consultation_entry import fresh, from_firm, page_of
from tests.factories.consultations import ConsultationFactory
from tests.factories.office import TradeFactory, UserFactory
from tests.factories.requests import FirmFactory, RequestFactory

pytestmark = pytest.mark.django_db
TODAY = date(2025, 6, 10)


@pytest.fixture(autouse=True)
def tanto(client):
    with time_machine.travel(TODAY, tick=False):
        user = UserFactory(tanto=True)
        client.force_login(user)
        yield user


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


def test_the_request_comes_first_and_what_was_promised_in_its_notice(client, tanto):
    waiting = ConsultationFactory(next_action="電話する", author=tanto)
    bare = ConsultationFactory(organization=None)
    used = RequestFactory(consultation=ConsultationFactory()).consultation

    assert client.get(page_of(waiting)).context["finish"].label == "次の対応を済みにする"
    assert client.get(page_of(bare)).context["finish"] is None
    assert buttons(client, waiting) == [
        "派遣依頼にする",
        "編集する",
        "対応者を引き継ぐ",
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

    assert (context["primary"], context["others"], context["finish"]) == (None, [], None)


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
        "",  # what was asked on the telephone is not for the papers
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
