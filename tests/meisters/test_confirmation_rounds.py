"""活動継続の確認: a round is opened, more are taken in, reminded and called, and it is closed."""

from datetime import date
from io import BytesIO
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from pypdf import PdfReader

from aomori_skills.base.workflow import TransitionDenied
from aomori_skills.paperwork.choices import Channel
from aomori_skills.paperwork.models import Job, MessageBatch
from aomori_skills.paperwork.services import drafting, templates
from meisters.choices import MeisterState, StillActive
from meisters.models import Confirmation, ConfirmationRound
from meisters.papers import continuing_slip
from meisters.papers.templates import TEMPLATES
from meisters.services import confirmations
from tests.factories.confirmations import (
    CallFactory,
    ConfirmationFactory,
    ConfirmationRoundFactory,
)
from tests.factories.meisters import MeisterFactory
from tests.factories.office import ProfileFactory, UserFactory
from tests.meisters import situations
from tests.page_forms import forms_of

pytestmark = pytest.mark.django_db
TODAY = date(2025, 9, 1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(situations.TODAY, tick=False):
        yield


@pytest.fixture
def tanto(client):
    user = UserFactory(tanto=True)
    client.force_login(user)
    return user


@pytest.fixture
def wording():
    templates.load(TEMPLATES)
    ProfileFactory()


def page(name, *args) -> str:
    return reverse(f"meisters:{name}", args=args)


def sentences(answer) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def opening(tanto, **more):
    return {
        "fiscal_year": "2025",
        "opened_on": "R7.9.1",
        "reply_by": "R7.9.30",
        "channel": "each",
        "owner": tanto.pk,
        "form_token": str(uuid4()),
    } | more


def test_opening_asks_every_active_meister_once(client, tanto, wording):
    by_mail = MeisterFactory(email="taro@example.jp")
    by_letter = MeisterFactory(email="")
    MeisterFactory(state=MeisterState.PAUSED)
    sent = opening(tanto)

    shown = client.get(page("confirmation_open"))
    first = client.post(page("confirmation_open"), sent)
    again = client.post(page("confirmation_open"), sent)
    other = client.post(page("confirmation_open"), opening(tanto))

    batch = MessageBatch.objects.get()
    told = (shown.context["count"], shown.context["mails"], shown.context["letters"])
    assert told == (2, 1, 1)
    assert first.url == again.url == batch.get_absolute_url()
    assert {row.meister: row.message.channel for row in Confirmation.objects.all()} == {
        by_mail: Channel.EMAIL,
        by_letter: Channel.LETTER,
    }
    assert other.context["form"].errors["fiscal_year"] == [
        "別の年度を入力してください。同じ年度がすでに登録されています。"
    ]
    assert ConfirmationRound.objects.count() == 1


def test_mail_and_letter_carry_the_slip(client, tanto, wording):
    MeisterFactory(email="taro@example.jp", number="02-00777")
    MeisterFactory(email="")
    client.post(page("confirmation_open"), opening(tanto))

    mail = Confirmation.objects.get(message__channel=Channel.EMAIL)
    letter = Confirmation.objects.get(message__channel=Channel.LETTER)
    files = [row.message.attachments.get().attachment for row in (mail, letter)]

    assert [file.original_name for file in files] == [
        f"回答票_{mail.code}.pdf",
        f"回答票_{letter.code}.pdf",
    ]
    text = PdfReader(BytesIO(files[0].read())).pages[0].extract_text()
    assert mail.code in text
    assert "02-00777" in text
    assert (mail.code in mail.message.items, "令和7年9月30日（火）" in mail.message.items) == (
        True,
        True,
    )


def test_by_telephone_nothing_is_written(client, tanto, wording):
    MeisterFactory()
    answer = client.post(page("confirmation_open"), opening(tanto, channel="phone"), follow=True)

    assert sentences(answer) == [
        "1人を令和7年度 活動継続の確認の対象にしました。電話などで確認し、回答を入力してください。"
    ]
    assert Confirmation.objects.get().message is None
    assert MessageBatch.objects.count() == 0


def test_who_was_certified_later_is_taken_in(client, tanto, wording):
    asked = ConfirmationFactory()
    later = MeisterFactory()
    url = page("confirmation_add", asked.round_id)
    data = {"dated_on": "R7.9.1", "channel": "letters", "form_token": str(uuid4())}

    notice = client.get(asked.round.get_absolute_url()).context["not_asked"]
    client.post(url, data)
    nobody = client.post(url, data | {"form_token": str(uuid4())})

    assert notice == 1
    assert set(asked.round.confirmations.values_list("meister", flat=True)) == {
        asked.meister_id,
        later.pk,
    }
    assert "新しく対象にする人がいません。" in nobody.content.decode()


def test_a_closed_round_takes_no_answer_until_it_is_opened_again(client, tanto):
    row = ConfirmationFactory()
    round_ = row.round
    shown = client.get(page("confirmation_close", round_.pk)).content.decode()
    client.post(page("confirmation_close", round_.pk))
    client.get(round_.get_absolute_url())
    refused = client.get(page("confirmation_answers", round_.pk), follow=True)
    with pytest.raises(TransitionDenied) as denied:
        confirmations.record_answers(round_.pk, [row], by=tanto)
    round_.refresh_from_db()
    closed_on = round_.closed_on
    client.post(page("confirmation_reopen", round_.pk))

    round_.refresh_from_db()
    row.refresh_from_db()
    assert "回答していない1人は「未回答」のまま記録に残ります。" in shown
    assert (closed_on, round_.closed_on) == (TODAY, None)
    assert sentences(refused) == [str(denied.value)]
    assert row.answer == StillActive.PENDING


def test_reminders_go_to_those_who_are_waited_for(client, tanto, wording):
    round_ = ConfirmationRoundFactory()
    waiting = ConfirmationFactory(round=round_)
    ConfirmationFactory(round=round_, answered=True)
    url = page("confirmation_remind", round_.pk)
    data = {"dated_on": "R7.9.1", "channel": "letters", "form_token": str(uuid4())}

    shown = client.get(url)
    client.post(url, data)
    after = client.get(url)
    second = client.post(url, data | {"form_token": str(uuid4())})

    call = waiting.calls.get()
    assert shown.context["items"] == [waiting]
    assert (call.message.state, call.by) == ("draft", tanto)
    assert "（再度の依頼）" in call.message.subject
    assert after.context["skipped"] == [(waiting, "まだ送っていない文書があるため")]
    assert "再度依頼する人がいません。" in second.content.decode()


def test_a_reminder_tells_the_way_that_its_message_goes(client, tanto, wording):
    row = ConfirmationFactory(meister__email="taro@example.jp")
    data = {"dated_on": "R7.9.1", "channel": "letters", "form_token": str(uuid4())}
    client.post(page("confirmation_remind", row.round_id), data)
    call = row.calls.get()
    drafted = call.way_words

    drafting.switch_channel(call.message_id, Channel.EMAIL, by=tanto)

    assert [drafted, row.calls.get().way_words] == ["文書（郵送・手渡し）", "メール"]
    assert 'data-label="方法">メール</td>' in client.get(row.get_absolute_url()).content.decode()
    assert client.get(page("confirmation_call_edit", call.pk)).status_code == 404


def test_a_call_is_written_down_and_corrected(client, tanto):
    row = ConfirmationFactory()
    url = page("confirmation_call", row.pk)
    client.post(url, {"called_on": "R7.8.30", "way": "phone", "note": "不在"})
    call = row.calls.get()
    client.post(
        page("confirmation_call_edit", call.pk),
        {"called_on": "R7.8.31", "way": "phone", "note": "家族に伝言", "version": 1},
    )
    late = client.post(url, {"called_on": "R7.9.2", "way": "phone"})

    call.refresh_from_db()
    assert (call.called_on, call.note, call.by) == (date(2025, 8, 31), "家族に伝言", tanto)
    assert late.status_code == 422
    assert "家族に伝言" in client.get(row.get_absolute_url()).content.decode()


def test_the_second_to_correct_a_call_sees_the_first(client, tanto):
    call = CallFactory()
    url = page("confirmation_call_edit", call.pk)
    read = forms_of(client.get(url).content.decode())[0].data
    client.post(url, read | {"note": "家族に伝言"})

    answer = client.post(url, read | {"note": "留守番電話", "form_token": str(uuid4())})

    call.refresh_from_db()
    assert answer.status_code == 422
    assert [(one.theirs, one.yours) for one in answer.context["form"].differences] == [
        ("家族に伝言", "留守番電話")
    ]
    assert (call.note, call.version) == ("家族に伝言", 2)


def test_slips_are_one_page_each_in_the_order_of_the_kana(client, tanto, wording):
    names = ("ワタナベ", "アイウチ", "ナカムラ")
    rows = [ConfirmationFactory(meister__family_kana=kana) for kana in names]
    round_ = rows[0].round

    client.post(page("confirmation_slips", round_.pk))
    one = client.post(page("confirmation_slip", rows[0].pk))

    pages = PdfReader(BytesIO(Job.objects.get().result.read())).pages
    codes = [rows[at].code for at in (1, 2, 0)]
    assert [code in text.extract_text() for code, text in zip(codes, pages, strict=True)] == [
        True
    ] * 3
    assert rows[0].code in PdfReader(BytesIO(one.content)).pages[0].extract_text()
    assert [
        len(PdfReader(BytesIO(slip)).pages)
        for slip in continuing_slip.single_slips(round_.confirmations.with_people(), TODAY)
    ] == [1, 1, 1]
